namespace OktellConnect.Help;

/// <summary>Something a page gets wrong, and where.</summary>
internal sealed record HelpProblem(string File, int Line, string Text);
