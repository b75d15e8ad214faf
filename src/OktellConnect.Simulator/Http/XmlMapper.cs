using System.Xml.Linq;

namespace OktellConnect.Simulator.Http;

/// <summary>The XML that Oktell answers over HTTP: sets of properties.</summary>
internal static class XmlMapper
{
    private const string Version = "80710";

    public static string Document(string data, XElement set) =>
        new XDeclaration("1.0", "utf-8", null) + new XElement(
            "oktellxmlmapper",
            new XAttribute("version", Version),
            new XElement("data", new XAttribute("name", data), new XAttribute("count", 1), set)).ToString(SaveOptions.DisableFormatting);

    public static XElement Set(string name, params object?[] content) => new("property_set", [new XAttribute("name", name), .. content]);

    /// <param name="key">Which property.</param>
    /// <param name="value">Its value, or null for a property that has a name only.</param>
    /// <param name="name">What the value means.</param>
    public static XElement Simple(string key, object? value, string? name) => new(
        "property_simple",
        new XAttribute("key", key),
        value is null ? null : new XAttribute("value", value),
        name is null ? null : new XAttribute("name", Clean(name)));

    public static XElement Cdata(string key, string value) => new("property_cdata", new XAttribute("key", key), new XCData(Clean(value)));

    // XML has no form at all for most control characters.
    private static string Clean(string text) => new([.. text.Where(character => System.Xml.XmlConvert.IsXmlChar(character) || char.IsSurrogate(character))]);
}
