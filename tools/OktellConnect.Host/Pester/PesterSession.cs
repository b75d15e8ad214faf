using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace OktellConnect.Host.Pester;

/// <summary>The test file that a runspace is at, and where in it: words are allowed in some places only.</summary>
internal sealed class PesterSession
{
    private static readonly ConditionalWeakTable<Runspace, PesterSession> Sessions = [];

    /// <summary>Block whose body is being read; null while tests run.</summary>
    public Block? Discovering { get; set; }

    public static PesterSession Start(Runspace runspace)
    {
        var session = new PesterSession();
        Sessions.AddOrUpdate(runspace, session);
        return session;
    }

    /// <summary>The block that a word is written in; an error where the word cannot stand.</summary>
    public static Block CurrentBlock(PSCmdlet word)
    {
        var session = Runspace.DefaultRunspace is { } runspace && Sessions.TryGetValue(runspace, out var found) ? found : null;
        return session?.Discovering
            ?? throw new InvalidOperationException($"{word.MyInvocation.InvocationName} cannot stand inside It, BeforeAll, AfterAll, BeforeEach or AfterEach.");
    }

    /// <summary>Reads a block's body for the words in it.</summary>
    public static void Discover(Block block, PSCmdlet word)
    {
        Sessions.TryGetValue(Runspace.DefaultRunspace, out var session);
        var outer = session!.Discovering;
        session.Discovering = block;
        try
        {
            word.InvokeCommand.InvokeScript(useLocalScope: true, PesterScripts.Discover, null, block);
        }
        finally
        {
            session.Discovering = outer;
        }
    }
}
