namespace Recsys.Engine.Text;

/// <summary>Traditional Chinese characters to simplified ones, one for one, so that both find each other.</summary>
internal static class ChineseFolding
{
    private const int First = 0x4E00, Last = 0x9FFF;
    private static readonly char[] Simplified = Build();

    /// <summary>The simplified form; the character itself where there is none or it lies outside U+4E00…U+9FFF.</summary>
    public static int Fold(int value) => value is >= First and <= Last ? Simplified[value - First] : value;

    private static char[] Build()
    {
        var table = new char[Last - First + 1];
        for (var i = 0; i < table.Length; i++) table[i] = (char)(First + i);
        for (var i = 0; i < SimplifiedPairs.Text.Length; i += 2) table[SimplifiedPairs.Text[i] - First] = SimplifiedPairs.Text[i + 1];
        return table;
    }
}
