using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using OktellConnect.Protocol;

namespace OktellConnect.Cmdlets;

/// <summary>Completes from what the connection has in memory; never asks the server. Without a connection there is nothing to offer.</summary>
public abstract class ConnectionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = wordToComplete.Trim('\'', '"');
        var connection = fakeBoundParameters["Connection"] as OktellConnection ?? RunspaceState.Current.Connection;
        return Candidates(connection)
            .Where(candidate => candidate.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase) || candidate.Hint.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(candidate => new CompletionResult(Quoted(candidate.Text), candidate.Text, CompletionResultType.ParameterValue, candidate.Hint.Length > 0 ? candidate.Hint : candidate.Text));
    }

    private protected abstract IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection);

    private static string Quoted(string text) =>
        text.All(char.IsLetterOrDigit) ? text : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}

/// <summary>Reasons for breaks.</summary>
public sealed class BreakReasonCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        connection?.OwnState.BreakReasons.Select(reason => (reason.Name, "")) ?? [];
}

/// <summary>Numbers of the plan, found by number or name.</summary>
public sealed class NumberCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        connection?.NumberPlan.Numbers.Select(number => (number.Number, number.Name ?? "")) ?? [];
}

/// <summary>Names of users, found by name or number.</summary>
public sealed class UserCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        connection?.NumberPlan.Users.Where(user => user.Name is not null).Select(user => (user.Name!, user.MainNumber ?? "")) ?? [];
}

/// <summary>Departments of the number plan.</summary>
public sealed class DepartmentCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        connection?.NumberPlan.Numbers.Select(number => number.Department).OfType<string>().Distinct().OrderBy(name => name, StringComparer.CurrentCulture).Select(name => (name, "")) ?? [];
}

/// <summary>Settings that are known; the customer's own would take a question to the server.</summary>
public sealed class SettingCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        Personal.Settings.KnownNames.Select(name => (name, ""));
}

/// <summary>Stored procedures the server allows.</summary>
public sealed class ProcedureCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        connection?.AllowedProcedures.OrderBy(name => name, StringComparer.Ordinal).Select(name => (name, "")) ?? [];
}

/// <summary>Known methods.</summary>
public sealed class MethodCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        MethodCatalog.All.Where(method => method.Direction != MessageDirection.FromServer).Select(method => (method.Name, method.Section));
}
