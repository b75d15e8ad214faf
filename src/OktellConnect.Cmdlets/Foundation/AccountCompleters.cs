using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>The accounts that commands have read of an infobase, so that completion need not read them.</summary>
internal static class AccountMemory
{
    private static readonly ConditionalWeakTable<IInfobase, IReadOnlyList<Account>> Seen = new();

    public static async Task<IReadOnlyList<Account>> ReadAsync(IInfobase infobase, CancellationToken cancellation)
    {
        var accounts = await infobase.GetAccountsAsync(cancellation).ConfigureAwait(false);
        Seen.Remove(infobase);
        Seen.Add(infobase, accounts);
        return accounts;
    }

    public static IReadOnlyList<Account> Recall(IInfobase? infobase) =>
        infobase is not null && Seen.TryGetValue(infobase, out var accounts) ? accounts : [];
}

/// <summary>Completes logins of accounts that were read before, found by login or by the user's name.</summary>
public sealed class AccountCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = wordToComplete.Trim('\'', '"');
        return AccountMemory.Recall(fakeBoundParameters["Infobase"] as IInfobase ?? RunspaceState.Current.Infobase)
            .Where(account => Begins(account.Login) || Begins(account.User))
            .Select(account => new CompletionResult($"'{CodeGeneration.EscapeSingleQuotedStringContent(account.Login)}'", account.Login, CompletionResultType.ParameterValue, account.User));

        bool Begins(string text) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Completes the two roles.</summary>
public sealed class RoleCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        new[] { OktellRole.Administrator, OktellRole.User }
            .Where(role => role.ToString().StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase) || RoleNames.Of(role).StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase))
            .Select(role => new CompletionResult(role.ToString(), role.ToString(), CompletionResultType.ParameterValue, RoleNames.Of(role)));
}
