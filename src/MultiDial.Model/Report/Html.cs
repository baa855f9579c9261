using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using MultiDial.Texts;

namespace MultiDial.Report;

/// <summary>
/// Elements of a page. What they are given is text, whatever is in it: it is written so that a browser shows it, and characters
/// that would hide something are written out.
/// </summary>
internal static class Html
{
    // HTML knows no short form of an empty element, but for these and those of SVG.
    private static readonly HashSet<string> s_empty = ["br", "circle", "line", "link", "meta", "path", "rect"];

    /// <summary>An element.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Texts, elements, attributes (<see cref="Is(string, string)"/>), or many of them; what is null is left out.</param>
    internal static XElement Of(string name, params object?[] content)
    {
        var element = new XElement(name, content.Select(Content));
        if (element.IsEmpty && !s_empty.Contains(name))
        {
            element.Value = "";
        }

        return element;
    }

    /// <summary>An attribute.</summary>
    internal static XAttribute Is(string name, string value) => new(name, Visible(value));

    /// <summary>An attribute that is a number.</summary>
    internal static XAttribute Is(string name, double value) => new(name, Number(value));

    /// <summary>A number as attributes and the page have it, with at most one decimal.</summary>
    internal static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static object? Content(object? content) => content switch
    {
        string text => Visible(text),
        IEnumerable<object?> many => many.Select(Content),
        _ => content,
    };

    // XML has no way to write some characters, which mean nothing in a text.
    private static string Visible(string text) =>
        string.Concat(VisibleText.Line(text).Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));
}
