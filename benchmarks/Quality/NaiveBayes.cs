namespace Recsys.Quality;

/// <summary>
/// Multinomial naive Bayes over words (McCallum and Nigam, AAAI workshop 1998). Smoothed by little: adding one to words this rare
/// costs it two points.
/// </summary>
internal sealed class NaiveBayes
{
    private const double Smoothing = 0.01;
    private readonly Dictionary<string, (double Prior, Dictionary<string, int> Words, double Total)> _classes = new(StringComparer.Ordinal);
    private readonly int _vocabulary;

    public NaiveBayes(IEnumerable<(string Title, string Category)> titles)
    {
        var groups = titles.GroupBy(title => title.Category, title => title.Title, StringComparer.Ordinal).ToList();
        double all = groups.Sum(group => group.Count());
        foreach (var group in groups)
        {
            var words = group.SelectMany(Words).GroupBy(word => word, StringComparer.Ordinal).ToDictionary(word => word.Key, word => word.Count(), StringComparer.Ordinal);
            _classes.Add(group.Key, (Math.Log(group.Count() / all), words, words.Values.Sum()));
        }
        _vocabulary = _classes.Values.SelectMany(one => one.Words.Keys).Distinct(StringComparer.Ordinal).Count();
    }

    /// <summary>The most likely category; of equal ones the first by name.</summary>
    public string Classify(string title)
    {
        var words = Words(title).ToArray();
        return _classes.OrderBy(one => one.Key, StringComparer.Ordinal)
            .MaxBy(one => one.Value.Prior + words.Sum(word => Math.Log((one.Value.Words.GetValueOrDefault(word) + Smoothing) / (one.Value.Total + Smoothing * _vocabulary)))).Key;
    }

    private static IEnumerable<string> Words(string title) =>
        new string(Array.ConvertAll(title.ToLowerInvariant().ToCharArray(), letter => char.IsLetterOrDigit(letter) ? letter : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
