using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Writes an object type: adds it, or changes how the telephone panel treats it.</summary>
[Cmdlet(VerbsCommon.Set, "OktellObjectType", SupportsShouldProcess = true)]
[OutputType(typeof(ObjectType))]
public sealed class SetOktellObjectType : InfobaseCmdlet
{
    /// <summary>The type, for example СправочникСсылка.Контрагенты.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Whether its objects have a tab in the panel; what is there stays where this is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool ShowInTabs { get; set; }

    /// <summary>Whether callers are looked for among its objects; what is there stays where this is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool IdentifyByNumber { get; set; }

    /// <summary>Write the type to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        if (ObjectTypeName.Parse(Name) is not { } name)
        {
            WriteFailure(new OktellException(OktellErrors.ObjectNotUnderstood, $"Parameter Name: «{Name}» is not a type СправочникСсылка.* or ДокументСсылка.*.", target: Name));
            return;
        }

        var old = (await infobase.GetObjectTypesAsync(Cancellation).ConfigureAwait(false)).FirstOrDefault(known => known.Name == name);
        var type = new ObjectType(
            name,
            MyInvocation.BoundParameters.ContainsKey(nameof(ShowInTabs)) ? ShowInTabs : old?.ShowInTabs ?? true,
            MyInvocation.BoundParameters.ContainsKey(nameof(IdentifyByNumber)) ? IdentifyByNumber : old?.IdentifyByNumber ?? true);
        if (!await ConfirmAsync(name, old is null ? "Add the object type" : "Change the object type").ConfigureAwait(false))
        {
            return;
        }

        using (var changes = await infobase.BeginAsync(Cancellation).ConfigureAwait(false))
        {
            await changes.WriteObjectTypeAsync(type, Cancellation).ConfigureAwait(false);
            await changes.CommitAsync(Cancellation).ConfigureAwait(false);
        }

        if (PassThru)
        {
            Write(type);
        }
    }
}
