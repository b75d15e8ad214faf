using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Lists the reasons for breaks.</summary>
[Cmdlet(VerbsCommon.Get, "OktellBreakReason")]
[OutputType(typeof(BreakReason))]
public sealed class GetOktellBreakReason : ServerCmdlet
{
    /// <summary>Names; wildcards.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BreakReasonCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override Task EndAsync()
    {
        var known = RequireConnection().OwnState.BreakReasons;
        foreach (var wanted in Name)
        {
            var pattern = Wildcards.Patterns([wanted]);
            var found = known.Where(reason => pattern.AnyMatch(reason.Name)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(wanted))
            {
                WriteFailure(new OktellException(OktellErrors.UnknownBreakReason, $"The server has no break reason \"{wanted}\".", target: wanted), wanted);
            }

            foreach (var reason in found)
            {
                Write(reason);
            }
        }

        return Task.CompletedTask;
    }
}
