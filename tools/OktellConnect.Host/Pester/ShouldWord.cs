using System.Management.Automation;

namespace OktellConnect.Host.Pester;

/// <summary>
/// The assertion. One parameter set per operator, so that an operator's foreign parameter is refused by the binder, as is an
/// operator that is not known here.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "Should")]
public sealed class ShouldWord : PSCmdlet
{
    private readonly List<object?> actual = [];

    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public object? ActualValue { get; set; }

    [Parameter]
    public SwitchParameter Not { get; set; }

    [Parameter]
    public string? Because { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Be))]
    public SwitchParameter Be { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeExactly))]
    public SwitchParameter BeExactly { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeTrue))]
    public SwitchParameter BeTrue { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeFalse))]
    public SwitchParameter BeFalse { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeNullOrEmpty))]
    public SwitchParameter BeNullOrEmpty { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeGreaterThan))]
    public SwitchParameter BeGreaterThan { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeLessThan))]
    public SwitchParameter BeLessThan { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeOfType))]
    public SwitchParameter BeOfType { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Match))]
    public SwitchParameter Match { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(BeLike))]
    public SwitchParameter BeLike { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Contain))]
    public SwitchParameter Contain { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(HaveCount))]
    public SwitchParameter HaveCount { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Exist))]
    public SwitchParameter Exist { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(Throw))]
    public SwitchParameter Throw { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(Be))]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(BeExactly))]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(BeGreaterThan))]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(BeLessThan))]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(BeLike))]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(Contain))]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(HaveCount))]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public object? ExpectedValue { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(BeOfType))]
    public object ExpectedType { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(Match))]
    public string RegularExpression { get; set; } = "";

    [Parameter(Position = 0, ParameterSetName = nameof(Throw))]
    public string? ExpectedMessage { get; set; }

    [Parameter(Position = 1, ParameterSetName = nameof(Throw))]
    public string? ErrorId { get; set; }

    [Parameter(ParameterSetName = nameof(Throw))]
    public Type? ExceptionType { get; set; }

    [Parameter(ParameterSetName = nameof(Throw))]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        // Given as a parameter it is one value or a whole collection; from the pipeline it comes item by item.
        if (!MyInvocation.ExpectingInput && LanguagePrimitives.GetEnumerable(ActualValue) is { } whole)
        {
            actual.AddRange(whole.Cast<object?>());
        }
        else
        {
            actual.Add(ActualValue);
        }
    }

    protected override void EndProcessing()
    {
        switch (ParameterSetName)
        {
            case nameof(Be):
                Check(ShouldComparisons.Equal(actual, ExpectedValue, ignoreCase: true), $"to be {Show(ExpectedValue)}");
                break;
            case nameof(BeExactly):
                Check(ShouldComparisons.Equal(actual, ExpectedValue, ignoreCase: false), $"to be exactly {Show(ExpectedValue)}");
                break;
            case nameof(BeNullOrEmpty):
                Check(ShouldComparisons.IsNullOrEmpty(actual), "to be null or empty");
                break;
            case nameof(Contain):
                Check(actual.Exists(item => ShouldComparisons.Same(item, ExpectedValue, ignoreCase: true)), $"to contain {Show(ExpectedValue)}");
                break;
            case nameof(HaveCount):
                Check(actual.Count == LanguagePrimitives.ConvertTo<int>(ExpectedValue), $"to have {Show(ExpectedValue)} item(s), not {actual.Count}");
                break;
            default:
                CheckEach();
                break;
        }
    }

    private void CheckEach()
    {
        foreach (var item in actual.Count == 0 ? [null] : actual)
        {
            switch (ParameterSetName)
            {
                case nameof(BeTrue):
                    Check(LanguagePrimitives.IsTrue(item), "to be true", item);
                    break;
                case nameof(BeFalse):
                    Check(!LanguagePrimitives.IsTrue(item), "to be false", item);
                    break;
                case nameof(BeGreaterThan):
                    Check(LanguagePrimitives.Compare(item, ExpectedValue, ignoreCase: true) > 0, $"to be greater than {Show(ExpectedValue)}", item);
                    break;
                case nameof(BeLessThan):
                    Check(LanguagePrimitives.Compare(item, ExpectedValue, ignoreCase: true) < 0, $"to be less than {Show(ExpectedValue)}", item);
                    break;
                case nameof(BeOfType):
                    Check(ShouldComparisons.IsOfType(item, ExpectedType), $"to be of type {Show(ExpectedType)}, not {ShouldComparisons.TypeName(item)}", item);
                    break;
                case nameof(Match):
                    Check(ShouldComparisons.Matches(item, RegularExpression), $"to match {Show(RegularExpression)}", item);
                    break;
                case nameof(BeLike):
                    Check(ShouldComparisons.IsLike(item, ExpectedValue), $"to be like {Show(ExpectedValue)}", item);
                    break;
                case nameof(Exist):
                    Check(ShouldComparisons.Exists(item, SessionState), "to exist", item);
                    break;
                case nameof(Throw):
                    CheckThrow(item);
                    break;
                default:
                    throw new InvalidOperationException($"Should has no operator '{ParameterSetName}'.");
            }
        }
    }

    private void CheckThrow(object? item)
    {
        if (item is not ScriptBlock block && (item as PSObject)?.BaseObject is not ScriptBlock)
        {
            throw new ArgumentException("Should -Throw needs a script block: { … } | Should -Throw.");
        }

        block = (ScriptBlock)(item is PSObject wrapped ? wrapped.BaseObject : item!);
        var caught = ShouldComparisons.Catch(block, InvokeCommand);
        if (Not)
        {
            FailIf(caught is not null, $"Expected no error{Reason()}, but got {Describe(caught)}");
            return;
        }

        FailIf(caught is null, $"Expected an error{Reason()}, but there was none.");
        FailIf(ErrorId is not null && !ShouldComparisons.IsLike(caught!.FullyQualifiedErrorId, ErrorId), $"Expected an error with id like {Show(ErrorId)}{Reason()}, but got {Describe(caught)}");
        FailIf(ExpectedMessage is not null && !ShouldComparisons.IsLike(caught!.Exception.Message, ExpectedMessage), $"Expected an error with message like {Show(ExpectedMessage)}{Reason()}, but got {Describe(caught)}");
        FailIf(ExceptionType is not null && !ExceptionType.IsInstanceOfType(caught!.Exception), $"Expected an error of type {ExceptionType}{Reason()}, but got {Describe(caught)}");
        if (PassThru)
        {
            WriteObject(caught);
        }
    }

    private static string Describe(ErrorRecord? caught) =>
        caught is null ? "" : $"{caught.Exception.GetType().FullName} '{caught.FullyQualifiedErrorId}': {caught.Exception.Message}";

    private static string Show(object? value) => ShouldComparisons.Show(value);

    private void Check(bool holds, string expectation) =>
        FailIf(holds == Not, $"Expected {Show(actual)} {(Not ? "not " : "")}{expectation}{Reason()}.");

    private void Check(bool holds, string expectation, object? item) =>
        FailIf(holds == Not, $"Expected {Show(item)} {(Not ? "not " : "")}{expectation}{Reason()}.");

    private string Reason() => string.IsNullOrWhiteSpace(Because) ? "" : $", because {Because.Trim()}";

    private void FailIf(bool failed, string message)
    {
        if (failed)
        {
            ThrowTerminatingError(new ErrorRecord(new AssertionFailedException(message), "PesterAssertionFailed", ErrorCategory.InvalidResult, null));
        }
    }
}
