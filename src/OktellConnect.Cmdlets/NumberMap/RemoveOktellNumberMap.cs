using System.Management.Automation;
using OktellConnect.Infobase;
using OktellConnect.Numbering;

namespace OktellConnect.Cmdlets;

/// <summary>Removes entries of a number from the map.</summary>
[Cmdlet(VerbsCommon.Remove, "OktellNumberMap", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NumberMapEntry))]
public sealed class RemoveOktellNumberMap : NumberCmdlet
{
    /// <summary>The number, in any spelling.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Number { get; set; } = "";

    /// <summary>Only the entry of an object of this type.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ObjectType { get; set; }

    /// <summary>Only the entry of this object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Guid? ObjectId { get; set; }

    /// <summary>Only the entry of an object with exactly this name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ObjectName { get; set; }

    /// <summary>Write what was removed to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        try
        {
            var number = NumberMapEditing.ReadNumber(new PhoneNumberParser(Numbering()), Number);
            var type = ObjectType is null ? null : ObjectTypeName.Parse(ObjectType) ?? ObjectType;
            var known = await infobase.FindNumberAsync(number.Normal, Cancellation).ConfigureAwait(false);
            var fitting = known.Where(entry => (type is null || entry.ObjectType == type) && (ObjectId is null || entry.ObjectId == ObjectId) && (ObjectName is null || entry.ObjectName == ObjectName)).ToList();
            if (fitting.Count == 0)
            {
                throw new OktellException(OktellErrors.NumberMapEntryNotFound, $"The map has no such entry for {number.Normal}.", target: Number);
            }

            foreach (var entry in fitting)
            {
                await RemoveAsync(infobase, entry).ConfigureAwait(false);
            }
        }
        catch (OktellException failure) when (failure.Error == OktellErrors.NumberNotUnderstood || failure.Error == OktellErrors.NumberMapEntryNotFound)
        {
            WriteFailure(failure);
        }
    }

    private async Task RemoveAsync(IInfobase infobase, NumberMapEntry entry)
    {
        if (!await ConfirmAsync($"{entry.Number}: {entry.ObjectType} {entry.ObjectName}", "Remove the number").ConfigureAwait(false))
        {
            return;
        }

        using (var changes = await infobase.BeginAsync(Cancellation).ConfigureAwait(false))
        {
            await changes.RemoveNumberAsync(entry, Cancellation).ConfigureAwait(false);
            await changes.CommitAsync(Cancellation).ConfigureAwait(false);
        }

        if (PassThru)
        {
            Write(entry);
        }
    }
}
