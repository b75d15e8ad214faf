using System.Management.Automation;
using OktellConnect.Numbering;

namespace OktellConnect.Cmdlets;

/// <summary>Base of commands that read telephone numbers as people write them.</summary>
public abstract class NumberCmdlet : InfobaseCmdlet
{
    /// <summary>Region of numbers written without a country code.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Region { get; set; } = "RU";

    /// <summary>Fewest digits of an internal number.</summary>
    [Parameter]
    [ValidateRange(1, 6)]
    public int InternalMinLength { get; set; } = 2;

    /// <summary>Most digits of an internal number.</summary>
    [Parameter]
    [ValidateRange(1, 6)]
    public int InternalMaxLength { get; set; } = 5;

    /// <summary>How the command reads numbers.</summary>
    private protected PhoneNumberOptions Numbering() => new()
    {
        DefaultRegion = Region.ToUpperInvariant(),
        InternalMinLength = InternalMinLength,
        InternalMaxLength = InternalMaxLength,
    };
}
