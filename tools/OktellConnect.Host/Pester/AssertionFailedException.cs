namespace OktellConnect.Host.Pester;

/// <summary>A Should that does not hold.</summary>
public sealed class AssertionFailedException(string message) : Exception(message);
