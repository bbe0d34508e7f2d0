namespace Recsys.Model.Ranking;

/// <summary>
/// Coordinate ascent (Metzler and Croft 2007, doi:10.1007/s10791-006-9019-z): one weight after another is set to the best of those tried,
/// until a round changes none. The figure itself is searched, since no gradient of it exists. Deterministic.
/// </summary>
/// <param name="MostRounds">Rounds over all weights at most.</param>
/// <param name="Least">What another weight must bring, or chance would choose among weights that do the same.</param>
/// <param name="LeastBetween">What a weight tried must bring over one that was tried before it and is already better.</param>
public sealed record CoordinateAscent(int MostRounds, double Least, double LeastBetween)
{
    /// <summary>Climbs from the weights given, and leaves the best ones in their place.</summary>
    /// <param name="weights">One for each feature; changed.</param>
    /// <param name="objective">What is made as large as it can.</param>
    /// <returns>The figure reached.</returns>
    public double Climb(double[] weights, IRankingObjective objective)
    {
        var reached = objective.Figure(weights);
        for (var round = 0; round < MostRounds; round++)
        {
            var before = reached;
            for (var feature = 0; feature < weights.Length; feature++) reached = Step(weights, feature, objective, reached);
            if (reached == before) break;
        }
        return reached;
    }

    private double Step(double[] weights, int feature, IRankingObjective objective, double reached)
    {
        WeightTrial? best = null;
        foreach (var trial in objective.Trials(weights, feature))
        {
            var figure = objective.Figure(weights, trial);
            if (figure > reached + (best is null ? Least : LeastBetween)) (best, reached) = (trial, figure);
        }
        if (best is { } step)
        {
            objective.Accept(weights, step);
            weights[feature] = step.Weight;
        }
        return reached;
    }
}
