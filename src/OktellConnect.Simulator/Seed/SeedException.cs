namespace OktellConnect.Simulator.Seed;

/// <summary>A seed that cannot be used. The message says what is wrong and where, and never quotes a password.</summary>
public sealed class SeedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SeedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
