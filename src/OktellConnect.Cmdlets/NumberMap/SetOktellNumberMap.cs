using System.Management.Automation;
using OktellConnect.Infobase;
using OktellConnect.Numbering;

namespace OktellConnect.Cmdlets;

/// <summary>Writes one entry of the number map: adds it, or changes what is there for the number and the object.</summary>
[Cmdlet(VerbsCommon.Set, "OktellNumberMap", SupportsShouldProcess = true, DefaultParameterSetName = "Object")]
[OutputType(typeof(NumberMapEntry))]
public sealed class SetOktellNumberMap : NumberCmdlet
{
    /// <summary>The number, in any spelling; an extension in it is taken too.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Number { get; set; } = "";

    /// <summary>Type of the object, for example СправочникСсылка.Контрагенты.</summary>
    [Parameter(ParameterSetName = "Object", Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string ObjectType { get; set; } = "";

    /// <summary>Reference of the object; none for the type Строка.</summary>
    [Parameter(ParameterSetName = "Object", Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? ObjectId { get; set; }

    /// <summary>Presentation of the object; what is there stays where this is not given.</summary>
    [Parameter(ParameterSetName = "Object", Position = 3, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? ObjectName { get; set; }

    /// <summary>Plain text in place of an object.</summary>
    [Parameter(ParameterSetName = "Text", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Text { get; set; } = "";

    /// <summary>Digits to dial behind the number; empty takes them away; what is there stays where this is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Extension { get; set; }

    /// <summary>Free comment; empty takes it away; what is there stays where this is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Comment { get; set; }

    /// <summary>Write the entry to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        try
        {
            await SetAsync(infobase).ConfigureAwait(false);
        }
        catch (OktellException failure) when (failure.Error == OktellErrors.NumberNotUnderstood || failure.Error == OktellErrors.ObjectNotUnderstood)
        {
            WriteFailure(failure);
        }
    }

    private async Task SetAsync(IInfobase infobase)
    {
        var number = NumberMapEditing.ReadNumber(new PhoneNumberParser(Numbering()), Number);
        var mapped = ParameterSetName == "Text" ? NumberMapEditing.ReadObject(null, null, Text) : NumberMapEditing.ReadObject(ObjectType, ObjectId, ObjectName);
        var known = await infobase.FindNumberAsync(number.Normal, Cancellation).ConfigureAwait(false);
        var old = known.FirstOrDefault(entry => entry.ObjectType == mapped.Type && entry.ObjectId == mapped.Id && (mapped.Id is not null || entry.ObjectName == mapped.Name));
        var entry = new NumberMapEntry
        {
            Number = number.Normal,
            Object = ObjectName is null && old is not null ? old.Object : mapped,
            Extension = MyInvocation.BoundParameters.ContainsKey(nameof(Extension)) ? NumberMapEditing.ReadExtension(Extension) : number.Extension ?? old?.Extension,
            Comment = MyInvocation.BoundParameters.ContainsKey(nameof(Comment)) ? (string.IsNullOrWhiteSpace(Comment) ? null : Comment!.Trim()) : old?.Comment,
        };
        var act = old is null ? "Add the number" : "Change the number";
        if (!await ConfirmAsync($"{entry.Number}: {entry.ObjectType} {entry.ObjectName}", act).ConfigureAwait(false))
        {
            return;
        }

        using (var changes = await infobase.BeginAsync(Cancellation).ConfigureAwait(false))
        {
            await changes.WriteNumberAsync(entry, Cancellation).ConfigureAwait(false);
            await changes.CommitAsync(Cancellation).ConfigureAwait(false);
        }

        if (PassThru)
        {
            Write(entry);
        }
    }
}
