using System.Collections;
using System.Management.Automation;
using OktellConnect.Protocol;

namespace OktellConnect.Cmdlets;

/// <summary>Sends any request to the server.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "OktellMethod", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject))]
public sealed class InvokeOktellMethod : ServerCmdlet
{
    /// <summary>Name of the method.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MethodCompleter))]
    public string Name { get; set; } = "";

    /// <summary>Parameters by name.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public IDictionary Parameter { get; set; } = new Hashtable();

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();

        // What only reads changes nothing: -WhatIf may see it.
        if (MethodCatalog.CategoryOf(Name) != RepeatCategory.Read && !ShouldProcess(connection.Server.ToString(), $"Send {Name}"))
        {
            return;
        }

        Write(PlainObjects.ToOutput(await connection.Client.InvokeAsync(Name, PlainObjects.ToInput(Parameter), Cancellation).ConfigureAwait(false)));
    }
}
