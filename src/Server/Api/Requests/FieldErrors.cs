using Recsys.Server.Api.Problems;

namespace Recsys.Server.Api.Requests;

/// <summary>What is wrong with a request, by field: <c>k</c>, <c>history[2].type</c>, <c>[0].user_id</c>.</summary>
internal sealed class FieldErrors
{
    private const int Most = 20;
    private const int LongestName = 64;
    private readonly OrderedDictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    /// <summary>Enough is noted; further reading is pointless.</summary>
    public bool Full => _errors.Count >= Most;

    public void Add(string field, string error)
    {
        if (Full) return;
        if (field.Length > LongestName) field = string.Concat(field.AsSpan(0, LongestName), "…");
        _errors.TryAdd(field, [error]);
    }

    /// <exception cref="ProblemException">400 with every error noted.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0) throw ProblemException.Invalid(_errors);
    }
}
