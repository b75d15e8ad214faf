namespace OktellConnect.Files;

/// <summary>Why a row was not accepted. Immutable; areas define their own beside the rules they check.</summary>
/// <param name="Id">Stable word for scripts, for example <c>TooShort</c>.</param>
/// <param name="Text">The reason in English.</param>
/// <param name="RussianText">The reason as column <c>Причина</c> of a rejects file says it.</param>
public sealed record RejectReason(string Id, string Text, string RussianText)
{
    /// <summary>The row has more or fewer values than the header has columns.</summary>
    public static readonly RejectReason UnevenRow = new("UnevenRow", "The row has more or fewer values than the header", "В строке больше или меньше значений, чем в заголовке");

    /// <summary>The stable word.</summary>
    public override string ToString() => Id;
}
