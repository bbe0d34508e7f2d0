using System.Globalization;
using System.Net;

namespace Recsys.Build.Reporting;

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
    public static Html Of(FormattableString template) => new(string.Format(CultureInfo.InvariantCulture, template.Format,
        [.. template.GetArguments().Select(value => value is Html html ? html.ToString() : Encode(value))]));

    /// <summary>Pieces one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.ToString() + "\n")));

    /// <summary>A constant of this program, such as a style sheet.</summary>
    public static Html Constant(string markup) => new(markup);

    public override string ToString() => _markup ?? "";

    private static string Encode(object? value) => WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
}
