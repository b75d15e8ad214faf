namespace OktellConnect.Simulator.History;

/// <summary>Oktell's codes for what a leg joins.</summary>
internal enum ConnectionType
{
    InsideToOutside = 1,
    InsideToService = 2,
    InsideToInside = 3,
    OutsideToService = 4,
    OutsideToInside = 5,
    OutsideToOutside = 6,
    ServiceToOutside = 7,
    ServiceToInside = 8,
}
