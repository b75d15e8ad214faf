namespace OktellConnect.Infobase;

/// <summary>Constant <c>Oktell_Включено</c> of an infobase. Immutable.</summary>
/// <param name="Enabled">Whether 1C works with Oktell.</param>
/// <param name="Infobase">Location of the infobase.</param>
public sealed record IntegrationState(bool Enabled, string Infobase);
