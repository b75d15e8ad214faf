namespace OktellConnect.Simulator.Seed;

/// <summary>
/// A service scenario that the HTTP method <c>execsvcscript</c> and the WebSocket method of the same name can run. In its
/// return values <c>{startparam1}</c>, <c>{startparam2}</c> and so on stand for what the caller passed.
/// </summary>
public sealed record SeedScript
{
    /// <summary>Name, as callers write it; compared without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>What the scenario returns: the body of <c>execsvcscriptplain</c>.</summary>
    public string ReturnValue1 { get; init; } = "";

    /// <summary>For <c>execsvcscriptplain</c>: the HTTP status, or <c>file</c> to return the file that value 1 names; empty is 200.</summary>
    public string ReturnValue2 { get; init; } = "";

    /// <summary>For <c>execsvcscriptplain</c>: further headers, one <c>Name: value</c> a line.</summary>
    public string ReturnValue3 { get; init; } = "";

    /// <summary>Whether <c>execsvcscript</c> gives value 1 as CDATA rather than in an attribute.</summary>
    public bool Cdata { get; init; }

    /// <summary>How long it runs, in seconds.</summary>
    public double Seconds { get; init; }
}
