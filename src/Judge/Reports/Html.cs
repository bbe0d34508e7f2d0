using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Recsys.Judge.Reports;

/// <summary>
/// Markup that is safe to put on a page. The only way to make it from text is <see cref="Of"/>, which encodes every value
/// that is put into the template, so a product title or a gate's name can never become markup.
/// </summary>
public readonly record struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    public static readonly Html Empty = new("");

    /// <summary>A template whose values are encoded, except those that are markup already.</summary>
    public static Html Of(ref Template template) => new(template.ToString());

    /// <summary>Pieces one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.ToString() + "\n")));

    /// <summary>A constant of this program, such as a style sheet.</summary>
    public static Html Constant(string markup) => new(markup);

    public override string ToString() => _markup ?? "";

    /// <summary>What the compiler builds of a template, value by value.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Template(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + 16 * formattedCount);

        /// <summary>A part of the template itself.</summary>
        public void AppendLiteral(string markup) => _text.Append(markup);

        /// <summary>Markup stays as it is.</summary>
        public void AppendFormatted(Html value) => _text.Append(value.ToString());

        /// <summary>Anything else is text.</summary>
        public void AppendFormatted<T>(T value) =>
            _text.Append(WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));

        /// <summary>The template with its values.</summary>
        public override string ToString() => _text.ToString();
    }
}
