using System.Collections;
using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Between PowerShell's objects and the plain values of the engine.</summary>
internal static class PlainObjects
{
    /// <summary>Dictionaries become objects with properties, at every depth.</summary>
    public static object? ToOutput(object? value) => value switch
    {
        IDictionary fields => ToOutput(fields),
        object?[] items => items.Select(ToOutput).ToArray(),
        _ => value,
    };

    /// <summary>An object with a property per field.</summary>
    public static PSObject ToOutput(IDictionary fields)
    {
        var result = new PSObject();
        foreach (DictionaryEntry field in fields)
        {
            result.Properties.Add(new PSNoteProperty((string)field.Key, ToOutput(field.Value)));
        }

        return result;
    }

    /// <summary>Takes PowerShell's wrappers off; custom objects become dictionaries.</summary>
    public static Hashtable ToInput(IDictionary parameters)
    {
        var result = new Hashtable();
        foreach (DictionaryEntry parameter in parameters)
        {
            result[parameter.Key] = ToInput(parameter.Value);
        }

        return result;
    }

    private static object? ToInput(object? value) => value switch
    {
        PSObject { BaseObject: PSCustomObject } custom => custom.Properties.ToDictionary(property => property.Name, property => ToInput(property.Value)),
        PSObject wrapped => ToInput(wrapped.BaseObject),
        SwitchParameter flag => flag.IsPresent,
        string text => text,
        IDictionary nested => ToInput(nested),
        IEnumerable items => items.Cast<object?>().Select(ToInput).ToArray(),
        _ => value,
    };
}
