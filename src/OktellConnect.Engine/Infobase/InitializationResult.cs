namespace OktellConnect.Infobase;

/// <summary>What the first filling of an infobase added. Immutable.</summary>
/// <param name="Infobase">Location of the infobase.</param>
/// <param name="Added">Names of constants and object types that were missing; empty when all was there.</param>
public sealed record InitializationResult(string Infobase, IReadOnlyList<string> Added);
