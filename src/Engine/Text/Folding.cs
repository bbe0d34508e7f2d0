using System.Globalization;
using System.Text;

namespace Recsys.Engine.Text;

/// <summary>
/// Brings characters that readers hold for the same to one form. string.Normalize does nothing for non-ASCII text
/// under InvariantGlobalization, and ICU's answer would depend on the machine; this small folding depends on nothing:
/// full-width forms to ASCII, half-width katakana to full-width, traditional Chinese to simplified, Latin letters without
/// their accents, digits of every script to ASCII, lower case. Combining accents are dropped.
/// </summary>
internal static class Folding
{
    // U+00C0…U+017F: the base letter, '.' where there is none or it needs more than one letter.
    private const string LatinBase =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y" +
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll" +
        "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    // U+FF65…U+FF9F: half-width katakana; their voicing marks are separate and dropped with it.
    private const string Katakana =
        "・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

    private const int Space = ' ';

    /// <summary>The folded character; null when it is dropped without separating its neighbours.</summary>
    public static Rune? Fold(Rune rune)
    {
        var value = rune.Value;
        if (value == '\'')
            return null; // women's: one word
        if (value < 0x80)
            return new Rune(value is >= 'A' and <= 'Z' ? value | 0x20 : value);
        if (value is >= 0xC0 and <= 0x17F && LatinBase[value - 0xC0] is var letter and not '.')
            return new Rune(letter);
        if (
            value
            is >= 0x300
                and <= 0x36F
                or >= 0x200B
                and <= 0x200D
                or 0xAD
                or 0x2019
                or >= 0xFE00
                and <= 0xFE0F
                or 0x3099
                or 0x309A
                or 0xFF9E
                or 0xFF9F
        )
            return null;
        if (value is >= 0x4E00 and <= 0x9FFF)
            return new Rune(ChineseFolding.Fold(value));
        if (value == 0x3000)
            return new Rune(Space);
        if (value is >= 0xFF01 and <= 0xFF5E)
            return Fold(new Rune(value - 0xFEE0));
        if (value is >= 0xFF65 and <= 0xFF9D)
            return new Rune(Katakana[value - 0xFF65]);
        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            return new Rune('0' + (int)Rune.GetNumericValue(rune));
        return Rune.ToLowerInvariant(rune);
    }

    /// <summary>
    /// Letters of scripts written without spaces: kana, ideographs, Hangul, Bopomofo.
    /// </summary>
    public static bool IsUnspaced(int value) => value switch
    {
        < 0x2E80 => false,
        0x3005 or 0x3007 => true,                              // 々 〇
        >= 0x3041 and <= 0x30FF => value != 0x30FB,            // kana, without the middle dot
        >= 0x3105 and <= 0x312F => true,                       // Bopomofo
        >= 0x31F0 and <= 0x31FF => true,
        >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF => true,
        >= 0xAC00 and <= 0xD7A3 => true,                       // Hangul syllables
        >= 0xF900 and <= 0xFAFF => true,
        >= 0x20000 and <= 0x3FFFD => true,
        _ => false,
    };
}
