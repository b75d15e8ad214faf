using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Lists the object types that can own numbers and how the telephone panel treats them.</summary>
[Cmdlet(VerbsCommon.Get, "OktellObjectType")]
[OutputType(typeof(ObjectType))]
public sealed class GetOktellObjectType : InfobaseCmdlet
{
    /// <summary>Only types with such a name; patterns are understood.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var patterns = Name?.Select(text => new WildcardPattern(text, WildcardOptions.IgnoreCase)).ToArray();
        foreach (var type in await RequireInfobase().GetObjectTypesAsync(Cancellation).ConfigureAwait(false))
        {
            if (patterns is null || patterns.Any(pattern => pattern.IsMatch(type.Name)))
            {
                Write(type);
            }
        }
    }
}
