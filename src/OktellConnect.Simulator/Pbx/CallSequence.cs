namespace OktellConnect.Simulator.Pbx;

/// <summary>Which side a client wants to be called first.</summary>
internal enum CallSequence
{
    UserFirst,
    AbonentFirst,
}
