using System.Text.RegularExpressions;

namespace Recsys.Contracts.Tests.Architecture;

/// <summary>A C# file as its text shows it: its namespace, its usings, the types it declares and the words it uses.</summary>
internal sealed partial class SourceFile
{
    private const string Attribute = "Attribute";

    public SourceFile(string path)
    {
        var code = Strip(File.ReadAllText(path));
        Namespace = NamespaceLine().Match(code).Groups[1].Value;
        Usings = [.. UsingLine().Matches(code).Select(match => match.Groups[1].Value)];
        Declared = [.. Declaration().Matches(code).Select(match => match.Groups[1].Value)];
        Declared.UnionWith(Declared.Where(IsAttribute).Select(name => name[..^Attribute.Length]).ToArray());
        Extensions = [.. Extension().Matches(code).Select(match => match.Groups[1].Value)];
        Body = UsingLine().Replace(NamespaceLine().Replace(code, ""), "");
        Words = [.. Word().Matches(Body).Select(match => match.Value)];
        Members = [.. Member().Matches(Body).Select(match => match.Groups[1].Value)];
    }

    /// <summary>Empty for a file of statements.</summary>
    public string Namespace { get; }

    public HashSet<string> Usings { get; }

    /// <summary>Types declared at the top level or inside others; an attribute under both of its names.</summary>
    public HashSet<string> Declared { get; }

    /// <summary>Names of the extension methods it declares.</summary>
    public HashSet<string> Extensions { get; }

    /// <summary>Without comments, strings, usings and the namespace.</summary>
    public string Body { get; }

    /// <summary>Names that stand alone, not behind a dot.</summary>
    public HashSet<string> Words { get; }

    /// <summary>Names behind a dot.</summary>
    public HashSet<string> Members { get; }

    /// <summary>The C# files of a folder, without what was compiled.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.cs")
            .Concat(Directory.EnumerateDirectories(folder).Where(child => Path.GetFileName(child) is not ("bin" or "obj")).SelectMany(In));

    private static bool IsAttribute(string name) => name.EndsWith(Attribute, StringComparison.Ordinal);

    private static string Strip(string text)
    {
        foreach (var noise in new[] { RawString(), BlockComment(), LineComment(), PlainString() }) text = noise.Replace(text, "\"\"");
        return text;
    }

    [GeneratedRegex("\"{3,}.*?\"{3,}", RegexOptions.Singleline)]
    private static partial Regex RawString();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex BlockComment();

    [GeneratedRegex(@"//.*")]
    private static partial Regex LineComment();

    // Not interpolated ones, which hold code.
    [GeneratedRegex(@"(?<![$@])""(\\.|[^""\\\n])*""")]
    private static partial Regex PlainString();

    [GeneratedRegex(@"^namespace\s+([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using\s+(?:static\s+|\w+\s*=\s*)?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record(?:\s+(?:struct|class))?|delegate\s+[\w<>?\[\]]+)\s+([A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\bstatic\s[^=;{}()]*?(\w+)(?:<[^>()]*>)?\(\s*this\s")]
    private static partial Regex Extension();

    [GeneratedRegex(@"\.\s*([A-Z]\w*)")]
    private static partial Regex Member();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*")]
    private static partial Regex Word();
}
