using System.Management.Automation;
using OktellConnect.Infobase;
using OktellConnect.Numbering;

namespace OktellConnect.Cmdlets;

/// <summary>Says whom a number belongs to. Emits nothing for a number the map does not have.</summary>
[Cmdlet(VerbsCommon.Find, "OktellNumberMap")]
[OutputType(typeof(NumberMapEntry))]
public sealed class FindOktellNumberMap : NumberCmdlet
{
    private PhoneNumberParser? parser;

    /// <summary>The number, in any spelling.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Phone", "PhoneNumber")]
    [ValidateNotNull]
    [AllowEmptyString]
    public string[] Number { get; set; } = [];

    /// <inheritdoc/>
    protected override Task BeginAsync()
    {
        parser = new PhoneNumberParser(Numbering());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        foreach (var text in Number)
        {
            try
            {
                foreach (var number in NumberMapEditing.ReadNumbers(parser!, text))
                {
                    foreach (var entry in await infobase.FindNumberAsync(number.Normal, Cancellation).ConfigureAwait(false))
                    {
                        Write(entry);
                    }
                }
            }
            catch (OktellException failure) when (failure.Error == OktellErrors.NumberNotUnderstood)
            {
                WriteFailure(failure, text);
            }
        }
    }
}
