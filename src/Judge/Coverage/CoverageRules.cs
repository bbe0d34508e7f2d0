using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Serving;
using Recsys.Contracts.Text;
using Recsys.Judge.Inputs;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Coverage;

/// <summary>
/// What is served and what of it was measured. An endpoint is measured by as many score rows of the bundle as a gate needs at least, or by
/// golden cases that ask it.
/// </summary>
public static class CoverageRules
{
    /// <summary>One result for each endpoint that the bundle serves, in the order of <see cref="ServedEndpoint.All"/>.</summary>
    /// <returns>null where nothing is served: scores alone are judged.</returns>
    public static EndpointCoverage? Of(JudgeInput input) =>
        input.Served is not { } served
            ? null
            : new EndpointCoverage
            {
                Unmeasured = input.Settings.Unmeasured,
                Endpoints =
                [
                    .. served.Endpoints.Select(endpoint =>
                        Of(
                            endpoint,
                            input.Rows.Count(row => row.System == ScoreRow.Bundle && row.Task == endpoint.Task),
                            served.Golden.Count(endpoint.IsAskedBy)
                        )
                    ),
                ],
            };

    /// <summary>Whether each result follows from its counts.</summary>
    public static bool IsWhole(EndpointCoverage? coverage) =>
        coverage is null
        || (
            coverage is { Endpoints: not null, Unmeasured: EndpointCoverage.Warn or EndpointCoverage.Refuse }
            && coverage.Endpoints.All(one => one is not null && one.Measured == IsMeasured(one.Subjects, one.Golden))
        );

    private static bool IsMeasured(int subjects, int golden) => subjects >= Level.FewestSubjects || golden > 0;

    private static EndpointEvidence Of(ServedEndpoint endpoint, int subjects, int golden) =>
        new()
        {
            Endpoint = endpoint.Name,
            Subjects = subjects,
            Golden = golden,
            Measured = IsMeasured(subjects, golden),
            Reason = Reason(endpoint, JudgedTask.OrFirst(endpoint.Task!), subjects, golden),
        };

    private static string Reason(ServedEndpoint endpoint, JudgedTask task, int subjects, int golden)
    {
        if (IsMeasured(subjects, golden))
            return $"{endpoint.Name} was measured on "
                + string.Join(
                    " and ",
                    new[] { Counted(subjects, task.Subjects), Counted(golden, "golden cases") }.Where(text => text.Length > 0)
                );
        return subjects == 0
            ? $"{endpoint.Name} is served but was not measured: it needs {endpoint.Needs}"
            : $"{endpoint.Name} is served but was measured on {NumberFormat.Count(subjects)} {task.Subjects} only, and fewer than "
                + $"{Level.FewestSubjects} show nothing: it needs {endpoint.Needs}";
    }

    private static string Counted(int count, string what) => count == 0 ? "" : $"{NumberFormat.Count(count)} {what}";
}
