using System.Collections;
using System.Diagnostics;
using System.Management.Automation;

namespace OktellConnect.Host.Pester;

/// <summary>How a test ended.</summary>
public enum Outcome
{
    NotRun,
    Passed,
    Failed,
    Skipped,
}

/// <summary>The steps around tests.</summary>
public enum StepKind
{
    BeforeAll,
    AfterAll,
    BeforeEach,
    AfterEach,
}

/// <summary>What blocks and tests have in common. Public because the driver, which is script, reads it.</summary>
public abstract class TestNode(string template, ScriptBlock body, Block? parent)
{
    public ScriptBlock Body { get; } = body;

    public Block? Parent { get; } = parent;

    /// <summary>Name with its templates; see <see cref="Name"/>.</summary>
    public string Template { get; } = template;

    /// <summary>Name with the values of templates put in, once it runs.</summary>
    public string Name { get; set; } = template;

    /// <summary>What -ForEach gave for this one; null when it was not used.</summary>
    public ForEachItem? Item { get; init; }

    public bool Skip { get; init; }

    public bool IsBlock => this is Block;

    public bool IsSkipped => Skip || (Parent?.IsSkipped ?? false);

    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    public string Path => Parent is { Parent: not null } ? $"{Parent.Path}.{Name}" : Name;
}

/// <summary>One It.</summary>
public sealed class TestCase(string template, ScriptBlock body, Block? parent) : TestNode(template, body, parent)
{
    private readonly Stopwatch watch = new();

    public Outcome Outcome { get; private set; }

    public ErrorRecord? Failure { get; private set; }

    public TimeSpan Duration => watch.Elapsed;

    public void Start() => watch.Start();

    /// <summary>Keeps the first failure: what fails in a teardown afterwards is mostly its consequence.</summary>
    public void Fail(ErrorRecord failure)
    {
        Failure ??= failure;
        Outcome = Outcome.Failed;
    }

    public void Complete()
    {
        watch.Stop();
        if (Outcome == Outcome.NotRun)
        {
            Outcome = IsSkipped ? Outcome.Skipped : Outcome.Passed;
        }
    }
}

/// <summary>One Describe, Context, or the file itself.</summary>
public sealed class Block(string template, ScriptBlock body, Block? parent) : TestNode(template, body, parent)
{
    public List<TestNode> Children { get; } = [];

    public Dictionary<StepKind, ScriptBlock> Steps { get; } = [];

    public ScriptBlock? BeforeAll => Steps.GetValueOrDefault(StepKind.BeforeAll);

    public ScriptBlock? AfterAll => Steps.GetValueOrDefault(StepKind.AfterAll);

    /// <summary>Set-ups of every test in here, outermost first.</summary>
    public IEnumerable<ScriptBlock> EachBefore => [.. Parent?.EachBefore ?? [], .. Own(StepKind.BeforeEach)];

    /// <summary>Tear-downs of every test in here, innermost first.</summary>
    public IEnumerable<ScriptBlock> EachAfter => [.. Own(StepKind.AfterEach), .. Parent?.EachAfter ?? []];

    public IEnumerable<TestCase> Tests => Children.SelectMany(child => child is Block block ? block.Tests : [(TestCase)child]);

    /// <summary>Set-up and tear-down run only where a test will.</summary>
    public bool HasWork => Tests.Any(test => !test.IsSkipped);

    /// <summary>Fails every test in here that has not run: their set-up is missing.</summary>
    public void FailAll(ErrorRecord failure)
    {
        foreach (var test in Tests.Where(test => test.Outcome == Outcome.NotRun && !test.IsSkipped))
        {
            test.Fail(failure);
        }
    }

    private ScriptBlock[] Own(StepKind kind) => Steps.TryGetValue(kind, out var step) ? [step] : [];
}

/// <summary>One item of -ForEach: a value, and variables where the value is a dictionary.</summary>
public sealed class ForEachItem(object? value)
{
    public object? Value { get; } = value;

    public IReadOnlyDictionary<string, object?> Variables { get; } = value is IDictionary dictionary
        ? dictionary.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => entry.Value, StringComparer.OrdinalIgnoreCase)
        : new Dictionary<string, object?>();
}
