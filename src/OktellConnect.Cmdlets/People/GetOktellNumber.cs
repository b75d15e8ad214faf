using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Lists the number plan with live states.</summary>
[Cmdlet(VerbsCommon.Get, "OktellNumber")]
[OutputType(typeof(PbxNumber))]
public sealed class GetOktellNumber : ServerCmdlet
{
    /// <summary>Numbers; wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("MainNumber")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NumberCompleter))]
    public string[] Number { get; set; } = ["*"];

    /// <summary>Only numbers in one of these states.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public NumberState[] State { get; set; } = [];

    /// <summary>Only numbers of these departments; wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DepartmentCompleter))]
    public string[] Department { get; set; } = [];

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        var plan = RequireConnection().NumberPlan.Numbers;
        var departments = Wildcards.Patterns(Department);
        foreach (var wanted in Number)
        {
            var pattern = Wildcards.Patterns([wanted]);
            var found = plan.Where(number => pattern.AnyMatch(number.Number)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(wanted))
            {
                WriteFailure(new OktellException(OktellErrors.NumberNotFound, $"The number plan has no number \"{wanted}\".", target: wanted), wanted);
            }

            foreach (var number in found)
            {
                if ((State.Length == 0 || State.Contains(number.State)) && (departments.Length == 0 || departments.AnyMatch(number.Department)))
                {
                    Write(number);
                }
            }
        }

        return Task.CompletedTask;
    }
}
