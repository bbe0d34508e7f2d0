using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;

namespace Recsys.Contracts.Judging;

/// <summary>What a shop knows must be shown or must not be: queries and users with products, categories or titles.</summary>
public sealed record GoldenFile
{
    public const int MostProducts = 100;

    private const string Reason = "The file is read by reflection; only the build and the model tool do that.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The <c>data.source</c> that the cases are about; null: any.</summary>
    public string? Source { get; init; }

    public IReadOnlyList<GoldenCase> Cases { get; init; } = [];

    /// <summary>Reads and checks the file.</summary>
    /// <exception cref="SettingsException">Missing or wrong; carries every mistake.</exception>
    [RequiresUnreferencedCode(Reason)]
    [RequiresDynamicCode(Reason)]
    public static GoldenFile Read(string path)
    {
        GoldenFile file;
        try
        {
            file =
                JsonSerializer.Deserialize<GoldenFile>(File.ReadAllBytes(path), Form())
                ?? throw new JsonException("the file is empty");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException([
                new SettingsMistake(
                    "verify.golden",
                    path,
                    "there is no such file, and golden queries are never left out in silence. Remedy: put it back, or remove "
                        + "verify.golden from the settings."
                ),
            ]);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([
                new SettingsMistake(
                    "verify.golden",
                    path,
                    $"the file is not readable: {e.Message} Remedy: correct it; docs/artifacts.md shows its form."
                ),
            ]);
        }
        var mistakes = file.Mistakes()
            .Select(mistake => new SettingsMistake(
                mistake.Where,
                path,
                $"{mistake.What}. Remedy: correct it; docs/artifacts.md shows the form."
            ))
            .ToList();
        return mistakes.Count == 0 ? file : throw new SettingsException(mistakes);
    }

    [RequiresUnreferencedCode(Reason)]
    [RequiresDynamicCode(Reason)]
    private static JsonSerializerOptions Form() =>
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            ReadCommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
        };

    /// <summary>Hash of the file's bytes.</summary>
    /// <exception cref="SettingsException">It is missing.</exception>
    [RequiresUnreferencedCode(Reason)]
    [RequiresDynamicCode(Reason)]
    public static string HashOf(string path)
    {
        _ = Read(path);
        return ContentHash.OfFile(path);
    }

    /// <summary>Title patterns are regular expressions without regard to case, matched in linear time.</summary>
    public static Regex Pattern(string title) =>
        new(title, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);

    // Missing members deserialize to null whatever their type says.
    private IEnumerable<(string Where, string What)> Mistakes()
    {
        if (Source is not (null or "sample" or "tables"))
            yield return ("source", $"\"{Source}\" is no data.source; it is sample or tables");
        if (Cases is not { Count: > 0 })
            yield return ("cases", "there is no case");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (Cases?.Count ?? 0); i++)
        {
            var where = $"cases[{i}]";
            if (Cases![i] is not { } one)
            {
                yield return (where, "it is null");
                continue;
            }
            if (string.IsNullOrWhiteSpace(one.Name))
                yield return ($"{where}.name", "a case needs a name, by which its failure is told");
            else if (!names.Add(one.Name))
                yield return ($"{where}.name", $"\"{one.Name}\" is the name of an earlier case");
            if (one.Query is null == one.User is null)
                yield return (where, "a case has either a query or a user");
            if (one.K is < 1 or > MostProducts)
                yield return ($"{where}.k", $"{one.K} is not between 1 and {MostProducts}");
            if (one.Must is null || one.MustNot is null || one.Must.Count + one.MustNot.Count == 0)
                yield return (where, "a case says something under must or must_not");
            foreach (var mistake in Matches($"{where}.must", one.Must, one.K))
                yield return mistake;
            foreach (var mistake in Matches($"{where}.must_not", one.MustNot, one.K))
                yield return mistake;
        }
    }

    private static IEnumerable<(string Where, string What)> Matches(string where, IReadOnlyList<GoldenMatch>? matches, int k)
    {
        for (var i = 0; i < (matches?.Count ?? 0); i++)
        {
            var place = $"{where}[{i}]";
            if (matches![i] is not { } match)
            {
                yield return (place, "it is null");
                continue;
            }
            if (new[] { match.Product, match.Category, match.Title }.Count(text => !string.IsNullOrWhiteSpace(text)) != 1)
                yield return (place, "it names exactly one of product, category and title");
            if (match.AtLeast < 1 || match.AtLeast > k)
                yield return ($"{place}.at_least", $"{match.AtLeast} is not between 1 and k");
            if (match.AtLeast != 1 && where.EndsWith("must_not", StringComparison.Ordinal))
                yield return ($"{place}.at_least", "what must not appear has no number");
            if (match.Title is { } title && Unusable(title) is { } problem)
                yield return ($"{place}.title", problem);
        }
    }

    private static string? Unusable(string title)
    {
        try
        {
            _ = Pattern(title);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"it is no usable pattern: {e.Message.TrimEnd('.')}";
        }
    }
}

/// <summary>One question and what its answer must and must not have.</summary>
public sealed record GoldenCase
{
    public string Name { get; init; } = "";

    /// <summary>Asked of the search.</summary>
    public string? Query { get; init; }

    /// <summary>Asked of the recommendations, with all events that the dataset has of the user.</summary>
    public string? User { get; init; }

    /// <summary>How many products are looked at.</summary>
    public int K { get; init; } = 10;

    public IReadOnlyList<GoldenMatch> Must { get; init; } = [];

    public IReadOnlyList<GoldenMatch> MustNot { get; init; } = [];
}

/// <summary>Products by id, category or title: exactly one of the three.</summary>
public sealed record GoldenMatch
{
    /// <summary>The shop's id.</summary>
    public string? Product { get; init; }

    /// <summary>A category path, with all that is below it.</summary>
    public string? Category { get; init; }

    /// <summary>A pattern that some part of the title fits (<see cref="GoldenFile.Pattern"/>).</summary>
    public string? Title { get; init; }

    /// <summary>How many of the k products must be such; of must alone.</summary>
    public int AtLeast { get; init; } = 1;

    public override string ToString() =>
        Product is not null ? $"product {Product}"
        : Category is not null ? $"category {Category}"
        : $"title /{Title}/";
}
