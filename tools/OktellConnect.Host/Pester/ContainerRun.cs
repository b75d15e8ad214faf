using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace OktellConnect.Host.Pester;

/// <summary>One test file: first read for its tests, then run. Public members are called by the driver script.</summary>
public sealed partial class ContainerRun : IDisposable
{
    private readonly string file;
    private readonly PesterReport report;
    private readonly PesterSession session;
    private readonly Block root;
    private readonly TestDrive drive = new();

    internal ContainerRun(string file, Runspace runspace, PesterReport report)
    {
        this.file = file;
        this.report = report;
        session = PesterSession.Start(runspace);
        root = new Block(file, Parse(file), null);
    }

    /// <summary>The driver of a block.</summary>
    public ScriptBlock RunBlock { get; } = PesterScripts.RunBlock;

    /// <summary>The driver of a test.</summary>
    public ScriptBlock RunTest { get; } = PesterScripts.RunTest;

    internal void Discover(PowerShell powerShell)
    {
        session.Discovering = root;
        powerShell.AddScript(PesterScripts.Discover.ToString(), useLocalScope: true).AddArgument(root).Invoke();
        session.Discovering = null;
    }

    internal void Execute(PowerShell powerShell) =>
        powerShell.AddScript(RunBlock.ToString(), useLocalScope: true).AddArgument(root).AddArgument(this).Invoke();

    /// <summary>A block begins: its scope is there, its variables are set.</summary>
    public void EnterBlock(Block block, EngineIntrinsics engine)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (block.Parent is null)
        {
            return;
        }

        drive.Enter(block.Depth, engine);
        block.Name = Expand(block, engine);
        report.BlockStarted(block);
    }

    /// <summary>A block ends.</summary>
    public void LeaveBlock(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (block.Parent is not null)
        {
            drive.Leave(block.Depth);
        }
    }

    /// <summary>Puts values into the name of a test.</summary>
    public void NameTest(TestCase test, EngineIntrinsics engine)
    {
        ArgumentNullException.ThrowIfNull(test);
        test.Name = Expand(test, engine);
    }

    /// <summary>A test ended; its outcome is known.</summary>
    public void TestEnded(TestCase test) => report.TestEnded(file, test);

    /// <summary>AfterAll failed: no test's failure, but not to be lost.</summary>
    public void TearDownFailed(Block block, ErrorRecord failure)
    {
        ArgumentNullException.ThrowIfNull(block);
        report.StepFailed(file, block, "AfterAll", failure);
    }

    /// <summary>Removes the test drive.</summary>
    public void Dispose() => drive.Dispose();

    private static ScriptBlock Parse(string file)
    {
        var tree = Parser.ParseFile(file, out _, out var errors);
        return errors.Length == 0 ? tree.GetScriptBlock() : throw new ParseException(errors);
    }

    // "<name>" stands for $name, "<a.b>" for $a.b; everything else in a name is literal.
    private static string Expand(TestNode node, EngineIntrinsics engine)
    {
        if (!Placeholder().IsMatch(node.Template))
        {
            return node.Template;
        }

        var literal = node.Template.Replace("`", "``", StringComparison.Ordinal).Replace("$", "`$", StringComparison.Ordinal).Replace("\"", "`\"", StringComparison.Ordinal);
        return engine.InvokeCommand.ExpandString(Placeholder().Replace(literal, "$($$$1)"));
    }

    [GeneratedRegex(@"<([^<>`]+)>")]
    private static partial Regex Placeholder();
}
