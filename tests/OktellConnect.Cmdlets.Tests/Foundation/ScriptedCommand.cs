using System.Management.Automation;

namespace OktellConnect.Cmdlets.Tests.Foundation;

/// <summary>What a scripted command may do, opened up for tests.</summary>
public interface IBridge
{
    CancellationToken Cancellation { get; }

    void Write(object? value);

    Task WriteAllAsync(IReadOnlyList<object?> values);

    void WriteFailure(Exception failure);

    void Warn(string text);

    void Report(ProgressRecord record);

    Task<bool> ConfirmAsync(string target, string action);

    Task<T> AskAsync<T>(Func<T> question);
}

/// <summary>A command whose work is written in the test.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Scripted", SupportsShouldProcess = true)]
public sealed class ScriptedCommand : AsyncCmdlet, IBridge
{
    [Parameter]
    public Func<IBridge, Task>? Begin { get; set; }

    [Parameter]
    public Func<IBridge, Task>? Process { get; set; }

    [Parameter]
    public Func<IBridge, Task>? End { get; set; }

    [Parameter]
    public Action? Disposed { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    CancellationToken IBridge.Cancellation => Cancellation;

    void IBridge.Write(object? value) => Write(value);

    Task IBridge.WriteAllAsync(IReadOnlyList<object?> values) => WriteAllAsync(values);

    void IBridge.WriteFailure(Exception failure) => WriteFailure(failure);

    void IBridge.Warn(string text) => Warn(text);

    void IBridge.Report(ProgressRecord record) => Report(record);

    Task<bool> IBridge.ConfirmAsync(string target, string action) => ConfirmAsync(target, action);

    Task<T> IBridge.AskAsync<T>(Func<T> question) => AskAsync(question);

    protected override Task BeginAsync() => Begin?.Invoke(this) ?? Task.CompletedTask;

    protected override Task ProcessAsync() => Process?.Invoke(this) ?? Task.CompletedTask;

    protected override Task EndAsync() => End?.Invoke(this) ?? Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
        Disposed?.Invoke();
        base.Dispose(disposing);
    }
}

/// <summary>Lets some objects through, then stops the pipeline as Select-Object -First does: with an exception the engine itself raises.</summary>
[Cmdlet(VerbsCommon.Select, "FirstFew")]
public sealed class SelectFirstFewCommand : PSCmdlet
{
    private int seen;

    [Parameter(Mandatory = true)]
    public int First { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++seen == First)
        {
            // The exception is not public; it can be made from outside this way only.
            var type = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
            throw (Exception)Activator.CreateInstance(type, this)!;
        }
    }
}

/// <summary>Runs a delegate for each object, on the pipeline thread.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Each")]
public sealed class InvokeEachCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public Action<object?> Action { get; set; } = null!;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        Action((InputObject as PSObject)?.BaseObject ?? InputObject);
        WriteObject(InputObject);
    }
}
