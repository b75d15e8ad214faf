using System.Management.Automation;

namespace OktellConnect.Host.Pester;

/// <summary>
/// The driver, in script because scopes and errors are then the language's own: a block's set-up runs in the block's scope, each
/// test in a scope inside it, and an error that ends a statement ends the test. "do … until" keeps a stray "break" of a test
/// from breaking the driver's loops. Names begin with underscores to stay clear of the tests' own.
/// </summary>
internal static class PesterScripts
{
    private const string SetVariables = """
        if ($______node.Item) {
            foreach ($______pair in $______node.Item.Variables.GetEnumerator()) { $ExecutionContext.SessionState.PSVariable.Set($______pair.Key, $______pair.Value) }
            $ExecutionContext.SessionState.PSVariable.Set('_', $______node.Item.Value)
        }
        """;

    /// <summary>Runs a block's body in the scope it is called with, to find the words in it.</summary>
    public static ScriptBlock Discover => ScriptBlock.Create($$"""
        $______node = $args[0]
        {{SetVariables}}
        try { do { $null = . $______node.Body } until ($true) } catch { throw }
        """);

    /// <summary>Runs a block: variables, set-up, children, tear-down.</summary>
    public static ScriptBlock RunBlock => ScriptBlock.Create($$"""
        $______node = $args[0]
        $______run = $args[1]
        {{SetVariables}}
        $______run.EnterBlock($______node, $ExecutionContext)
        if ($______node.HasWork) {
            try { do { if ($______node.BeforeAll) { $null = . $______node.BeforeAll } } until ($true) } catch { $______node.FailAll($_) }
        }
        foreach ($______child in $______node.Children) {
            if ($______child.IsBlock) { & $______run.RunBlock $______child $______run }
            else { & $______run.RunTest $______child $______run }
        }
        if ($______node.HasWork) {
            try { do { if ($______node.AfterAll) { $null = . $______node.AfterAll } } until ($true) } catch { $______run.TearDownFailed($______node, $_) }
        }
        $______run.LeaveBlock($______node)
        """);

    /// <summary>Runs one test with the set-ups and tear-downs of all blocks around it, in one scope.</summary>
    public static ScriptBlock RunTest => ScriptBlock.Create($$"""
        $______node = $args[0]
        $______run = $args[1]
        {{SetVariables}}
        $______run.NameTest($______node, $ExecutionContext)
        if ($______node.Outcome -eq 'NotRun' -and -not $______node.IsSkipped) {
            $______node.Start()
            try {
                foreach ($______step in $______node.Parent.EachBefore) { do { $null = . $______step } until ($true) }
                do { $null = . $______node.Body } until ($true)
            }
            catch { $______node.Fail($_) }
            foreach ($______step in $______node.Parent.EachAfter) {
                try { do { $null = . $______step } until ($true) } catch { $______node.Fail($_) }
            }
        }
        $______node.Complete()
        $______run.TestEnded($______node)
        """);
}
