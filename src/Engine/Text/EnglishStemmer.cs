namespace Recsys.Engine.Text;

/// <summary>
/// Brings inflected English words together and leaves word formation alone: plurals by the S-stemmer (Harman, How effective
/// is suffixing?, JASIS 1991), then <c>-ed</c> and <c>-ing</c> by step 1b of Porter's algorithm (An algorithm for suffix
/// stripping, Program 1980). After a sibilant the plural's <c>e</c> goes too: boxes and box meet.
/// </summary>
internal static class EnglishStemmer
{
    private const int Shortest = 4;

    /// <summary>The stem; the word itself when it is shorter than four letters or not of ASCII letters alone.</summary>
    /// <param name="word">Folded: lower case, without accents.</param>
    public static string Stem(string word)
    {
        if (word.Length < Shortest) return word;
        foreach (var letter in word)
        {
            if (letter is < 'a' or > 'z') return word;
        }
        return Tense(Singular(word));
    }

    private static string Singular(string word)
    {
        if (word[^1] != 's' || Ends(word, "us") || Ends(word, "ss"))
            return word;
        if (Ends(word, "ies"))
            return Ends(word, "eies") || Ends(word, "aies") ? word
                : word.Length == Shortest ? word[..^1]
                : word[..^3] + 'y';
        if (Ends(word, "xes") || Ends(word, "ches") || Ends(word, "shes") || Ends(word, "sses") || Ends(word, "zzes"))
            return word[..^2];
        return Ends(word, "aes") || Ends(word, "ees") && word.Length == Shortest ? word : word[..^1];
    }

    private static string Tense(string word)
    {
        if (Ends(word, "eed")) return word;
        var stem = Ends(word, "ed") ? word[..^2] : Ends(word, "ing") ? word[..^3] : null;
        if (stem is null || !HasVowel(stem) || stem.Length < 2) return word;
        if (Ends(stem, "at") || Ends(stem, "bl") || Ends(stem, "iz")) return stem + 'e';
        if (stem[^1] == stem[^2] && !IsVowel(stem, stem.Length - 1) && stem[^1] is not ('l' or 's' or 'z')) return stem[..^1];
        return Measure(stem) == 1 && EndsShort(stem) ? stem + 'e' : stem;
    }

    private static bool Ends(string word, string suffix) => word.EndsWith(suffix, StringComparison.Ordinal);

    // y is a vowel after a consonant.
    private static bool IsVowel(string word, int at) =>
        word[at] is 'a' or 'e' or 'i' or 'o' or 'u' || (word[at] == 'y' && at > 0 && !IsVowel(word, at - 1));

    private static bool HasVowel(string stem)
    {
        for (var i = 0; i < stem.Length; i++)
        {
            if (IsVowel(stem, i)) return true;
        }
        return false;
    }

    /// <summary>Porter's m: the number of times a vowel is followed by a consonant.</summary>
    private static int Measure(string stem)
    {
        var count = 0;
        for (var i = 1; i < stem.Length; i++)
        {
            if (IsVowel(stem, i - 1) && !IsVowel(stem, i)) count++;
        }
        return count;
    }

    /// <summary>Porter's *o: consonant, vowel, consonant other than w, x, y.</summary>
    private static bool EndsShort(string stem)
    {
        var last = stem.Length - 1;
        return last >= 2
            && !IsVowel(stem, last - 2)
            && IsVowel(stem, last - 1)
            && !IsVowel(stem, last)
            && stem[last] is not ('w' or 'x' or 'y');
    }
}
