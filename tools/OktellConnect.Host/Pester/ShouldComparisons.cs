using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace OktellConnect.Host.Pester;

/// <summary>How Should compares: the way the language's operators do.</summary>
internal static class ShouldComparisons
{
    private const int MostItemsShown = 10;

    /// <summary>Item by item; collections inside item by item too; null, an empty text and an empty collection are alike.</summary>
    public static bool Equal(IReadOnlyList<object?> actual, object? expected, bool ignoreCase)
    {
        var wanted = Items(expected);
        if (IsNothing(actual) || IsNothing(wanted))
        {
            return IsNothing(actual) && IsNothing(wanted);
        }

        return actual.Count == wanted.Count && actual.Zip(wanted).All(pair => Deep(pair.First, pair.Second, ignoreCase));
    }

    /// <summary>As -eq of two single values, the second converted to the type of the first.</summary>
    public static bool Same(object? actual, object? expected, bool ignoreCase) =>
        LanguagePrimitives.Equals(expected, actual, ignoreCase, CultureInfo.InvariantCulture);

    public static bool IsNullOrEmpty(IReadOnlyList<object?> actual) => actual.Count switch
    {
        0 => true,
        1 => Base(actual[0]) switch
        {
            null => true,
            string text => text.Length == 0,
            ICollection collection => collection.Count == 0,
            var other => other.ToString()?.Length == 0,
        },
        _ => false,
    };

    public static bool IsOfType(object? item, object type)
    {
        var wanted = Base(type) as Type;
        if (wanted is null && !LanguagePrimitives.TryConvertTo(LanguagePrimitives.ConvertTo<string>(type).Trim('[', ']'), out wanted))
        {
            return item is not null && PSObject.AsPSObject(item).TypeNames.Contains(LanguagePrimitives.ConvertTo<string>(type), StringComparer.OrdinalIgnoreCase);
        }

        return wanted!.IsInstanceOfType(Base(item)) || wanted.IsInstanceOfType(item);
    }

    public static bool Matches(object? item, string pattern) => Regex.IsMatch(LanguagePrimitives.ConvertTo<string>(item) ?? "", pattern, RegexOptions.IgnoreCase);

    public static bool IsLike(object? item, object? pattern) =>
        WildcardPattern.Get(LanguagePrimitives.ConvertTo<string>(pattern), WildcardOptions.IgnoreCase).IsMatch(LanguagePrimitives.ConvertTo<string>(item) ?? "");

    public static bool Exists(object? item, SessionState state) => state.InvokeProvider.Item.Exists(LanguagePrimitives.ConvertTo<string>(item));

    /// <summary>Runs a script block in a scope of its own and gives the error that ended it, or null.</summary>
    public static ErrorRecord? Catch(ScriptBlock block, CommandInvocationIntrinsics invoke)
    {
        // In script, so that an error that ends a statement is caught as it would be by the user's own try.
        var caught = invoke.InvokeScript(
            useLocalScope: true,
            ScriptBlock.Create("$______caught = $null; try { do { $null = & $args[0] } until ($true) } catch { $______caught = $_ }; $______caught"),
            null,
            block);
        return caught.Select(result => result?.BaseObject).OfType<ErrorRecord>().SingleOrDefault();
    }

    public static string TypeName(object? item) => Base(item)?.GetType().FullName ?? "null";

    /// <summary>A value for people: texts in quotes, collections in @( ), shortened.</summary>
    public static string Show(object? value)
    {
        switch (Base(value))
        {
            case null:
                return "$null";
            case string text:
                return $"'{text}'";
            case Type type:
                return $"[{type.FullName}]";
            case bool truth:
                return truth ? "$true" : "$false";
            case IList list:
                var shown = list.Cast<object?>().Take(MostItemsShown).Select(Show);
                var more = list.Count > MostItemsShown ? $", … {list.Count - MostItemsShown} more" : "";
                return list.Count == 1 ? shown.Single() : $"@({string.Join(", ", shown)}{more})";
            default:
                return LanguagePrimitives.ConvertTo<string>(value);
        }
    }

    private static bool Deep(object? actual, object? expected, bool ignoreCase) =>
        IsCollection(actual) || IsCollection(expected)
            ? Equal(Items(actual), expected, ignoreCase)
            : Same(actual, expected, ignoreCase);

    private static bool IsCollection(object? value) => LanguagePrimitives.GetEnumerable(value) is not null;

    private static List<object?> Items(object? value) =>
        value is null ? [] : LanguagePrimitives.GetEnumerable(value) is { } items ? [.. items.Cast<object?>()] : [value];

    private static bool IsNothing(IReadOnlyList<object?> items) =>
        items.Count == 0 || (items.Count == 1 && (Base(items[0]) is null || (Base(items[0]) is string text && text.Length == 0)));

    private static object? Base(object? value) => value is PSObject { ImmediateBaseObject: var inner and not PSCustomObject } ? inner : value;
}
