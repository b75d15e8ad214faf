using System.Collections;
using System.Management.Automation;

namespace OktellConnect.Host.Pester;

/// <summary>Base of the words that hold a body: a name, a script block, and perhaps a list to repeat them for.</summary>
public abstract class NodeWord : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1)]
    public ScriptBlock? Body { get; set; }

    [Parameter]
    public SwitchParameter Skip { get; set; }

    private protected abstract object? Items { get; }

    private protected bool Repeats => MyInvocation.BoundParameters.ContainsKey("ForEach");

    private protected abstract void Add(Block parent, ScriptBlock body, ForEachItem? item);

    protected override void EndProcessing()
    {
        var parent = PesterSession.CurrentBlock(this);
        var body = Body ?? throw new ArgumentException($"{MyInvocation.InvocationName} '{Name}' has no script block. Its opening brace must be on the same line.");
        if (!Repeats)
        {
            Add(parent, body, null);
            return;
        }

        var items = LanguagePrimitives.GetEnumerable(Items)?.Cast<object?>().ToList() ?? (Items is null ? [] : [Items]);
        if (items.Count == 0)
        {
            throw new ArgumentException($"-ForEach of {MyInvocation.InvocationName} '{Name}' is empty: nothing would be tested.");
        }

        foreach (var item in items)
        {
            Add(parent, body, new ForEachItem(item is PSObject wrapped and { BaseObject: IDictionary } ? wrapped.BaseObject : item));
        }
    }
}

/// <summary>Describe and Context.</summary>
public abstract class BlockWord : NodeWord
{
    [Parameter]
    public object? ForEach { get; set; }

    private protected override object? Items => ForEach;

    private protected override void Add(Block parent, ScriptBlock body, ForEachItem? item)
    {
        var block = new Block(Name, body, parent) { Item = item, Skip = Skip };
        parent.Children.Add(block);
        PesterSession.Discover(block, this);
    }
}

[Cmdlet(VerbsLifecycle.Invoke, "Describe")]
public sealed class DescribeWord : BlockWord;

[Cmdlet(VerbsLifecycle.Invoke, "Context")]
public sealed class ContextWord : BlockWord;

[Cmdlet(VerbsLifecycle.Invoke, "It")]
public sealed class ItWord : NodeWord
{
    [Parameter]
    [Alias("TestCases")]
    public object? ForEach { get; set; }

    private protected override object? Items => ForEach;

    private protected override void Add(Block parent, ScriptBlock body, ForEachItem? item)
    {
        if (parent.Parent is null)
        {
            throw new InvalidOperationException($"It '{Name}' stands outside of Describe and Context.");
        }

        parent.Children.Add(new TestCase(Name, body, parent) { Item = item, Skip = Skip });
    }
}

/// <summary>BeforeAll, AfterAll, BeforeEach and AfterEach: each once per block, wherever it stands in it.</summary>
public abstract class StepWord : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Scriptblock { get; set; } = null!;

    private protected abstract StepKind Kind { get; }

    protected override void EndProcessing()
    {
        var block = PesterSession.CurrentBlock(this);
        if (!block.Steps.TryAdd(Kind, Scriptblock))
        {
            throw new InvalidOperationException($"{Kind} stands twice in '{block.Template}'.");
        }
    }
}

[Cmdlet(VerbsLifecycle.Invoke, "BeforeAll")]
public sealed class BeforeAllWord : StepWord
{
    private protected override StepKind Kind => StepKind.BeforeAll;
}

[Cmdlet(VerbsLifecycle.Invoke, "AfterAll")]
public sealed class AfterAllWord : StepWord
{
    private protected override StepKind Kind => StepKind.AfterAll;
}

[Cmdlet(VerbsLifecycle.Invoke, "BeforeEach")]
public sealed class BeforeEachWord : StepWord
{
    private protected override StepKind Kind => StepKind.BeforeEach;
}

[Cmdlet(VerbsLifecycle.Invoke, "AfterEach")]
public sealed class AfterEachWord : StepWord
{
    private protected override StepKind Kind => StepKind.AfterEach;
}
