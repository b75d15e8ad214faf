using System.Collections;
using System.Management.Automation;
using OktellConnect.Client;

namespace OktellConnect.Cmdlets;

/// <summary>Runs a stored procedure that the server allows.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "OktellProcedure", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(ProcedureTable))]
public sealed class InvokeOktellProcedure : ServerCmdlet
{
    /// <summary>Name of the procedure.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProcedureCompleter))]
    public string Name { get; set; } = "";

    /// <summary>Parameters by name.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public IDictionary Parameter { get; set; } = new Hashtable();

    /// <summary>Emits whole tables instead of rows.</summary>
    [Parameter]
    public SwitchParameter AsTable { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        if (!ShouldProcess(connection.Server.ToString(), $"Run stored procedure {Name}"))
        {
            return;
        }

        foreach (var table in await connection.Client.InvokeProcedureAsync(Name, PlainObjects.ToInput(Parameter), Cancellation).ConfigureAwait(false))
        {
            if (AsTable)
            {
                Write(table);
                continue;
            }

            foreach (var row in table.Rows)
            {
                var result = new PSObject();
                for (var column = 0; column < table.Columns.Count; column++)
                {
                    result.Properties.Add(new PSNoteProperty(table.Columns[column], PlainObjects.ToOutput(row[column])));
                }

                Write(result);
            }
        }
    }
}
