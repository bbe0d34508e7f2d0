namespace Recsys.Model.Ranking;

/// <summary>
/// Mean NDCG@10 of the search over judged queries. Keeps every candidate's score, so that a trial costs one multiplication a candidate.
/// </summary>
public sealed class SearchObjective : IRankingObjective
{
    private static readonly double[] Steps = [-0.8, -0.4, -0.2, -0.1, -0.05, -0.02, -0.01, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8];

    private readonly IReadOnlyList<JudgedQuery> _queries;
    private readonly int _features;
    private readonly double[][] _scores;
    private readonly double[] _trial;

    /// <param name="queries">At least one.</param>
    /// <param name="weights">Where the ascent begins.</param>
    public SearchObjective(IReadOnlyList<JudgedQuery> queries, double[] weights)
    {
        (_queries, _features) = (queries, weights.Length);
        _scores = [.. queries.Select(query => new double[query.Count])];
        _trial = new double[queries.Max(query => query.Count)];
        for (var feature = 0; feature < weights.Length; feature++) Move(feature, 0, weights[feature]);
    }

    /// <inheritdoc/>
    public double Figure(double[] weights) => Mean(0, 0);

    /// <inheritdoc/>
    public double Figure(double[] weights, WeightTrial trial) => Mean(trial.Feature, trial.Change);

    /// <inheritdoc/>
    public IReadOnlyList<WeightTrial> Trials(double[] weights, int feature) =>
        Array.ConvertAll(Steps, step => new WeightTrial(feature, weights[feature] + step, step));

    /// <inheritdoc/>
    public void Accept(double[] weights, WeightTrial trial) => Move(trial.Feature, weights[trial.Feature], trial.Weight);

    private double Mean(int feature, double change)
    {
        var sum = 0.0;
        for (var q = 0; q < _queries.Count; q++)
        {
            var (features, scores) = (_queries[q].Features, _scores[q]);
            var trial = _trial.AsSpan(0, scores.Length);
            for (var i = 0; i < trial.Length; i++) trial[i] = scores[i] + change * features[i * _features + feature];
            sum += _queries[q].Ndcg(trial);
        }
        return sum / _queries.Count;
    }

    private void Move(int feature, double from, double to)
    {
        for (var q = 0; q < _queries.Count; q++)
        {
            for (var i = 0; i < _scores[q].Length; i++) _scores[q][i] += (to - from) * _queries[q].Features[i * _features + feature];
        }
    }
}
