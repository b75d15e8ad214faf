namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>dotnet or the ASP.NET Core runtime is missing.</summary>
    public static readonly OktellErrorInfo SimulatorRuntimeMissing = Define("SimulatorRuntimeMissing", OktellErrorKind.NotInstalled,
        "Install the ASP.NET Core Runtime 10.0 (on Windows the Hosting Bundle or \"winget install Microsoft.DotNet.AspNetCore.10\", on Linux the package aspnetcore-runtime-10.0), or point DOTNET_ROOT at the folder that holds it.");

    /// <summary>The simulator ended, or did not get ready.</summary>
    public static readonly OktellErrorInfo SimulatorStartFailed = Define("SimulatorStartFailed", OktellErrorKind.InvalidOperation,
        "Read what it said; a port that is taken can be left to the simulator with -Port 0.");

    /// <summary>The seed cannot be used.</summary>
    public static readonly OktellErrorInfo SimulatorSeedInvalid = Define("SimulatorSeedInvalid", OktellErrorKind.InvalidData,
        "Correct the seed; its form is described in docs/simulator.md, and the sample seed lies in the module's folder simulator.");
}
