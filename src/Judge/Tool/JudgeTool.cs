using System.CommandLine;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Reports;

namespace Recsys.Judge.Tool;

/// <summary>
/// The command line of the judge. 0: pass; 1: a fault; 2: gates or arguments are wrong; 3: fail; 4: not enough evidence. A fault
/// goes to the error writer as one line that begins with <c>error:</c>.
/// </summary>
public static class JudgeTool
{
    public const int Pass = 0, Fault = 1, Usage = 2, Fail = 3, NotEnoughEvidence = 4;

    private const int DefaultSeed = 20260101;

    private static readonly Option<string> Gates = Path<string>("--gates", "Gates, in the form of the section verify.", required: true);
    private static readonly Option<string> Out = Path<string>("--out", "Folder for verdict and reports.", required: true);
    private static readonly Option<string?> Scores = Path<string?>("--scores", "Score rows: every system on the same subjects.");
    private static readonly Option<string?> Subjects = Path<string?>("--subjects", "Attributes of the subjects, for slices.");
    private static readonly Option<string?> Catalogue = Path<string?>("--catalogue", "The products, for diversity and novelty.");
    private static readonly Option<int?> Size = new("--catalogue-size") { Description = "Number of products.", HelpName = "N" };
    private static readonly Option<string?> Measurements = Path<string?>("--measurements", "Values by name: name, value.");
    private static readonly Option<string?> Bundle = Path<string?>("--bundle", "Folder of the bundle that was scored.");
    private static readonly Option<string?> Champion = Path<string?>("--champion", "Folder of the bundle in production.");
    private static readonly Option<string?> Dataset = Path<string?>("--dataset", "Manifest of the dataset.");
    private static readonly Option<string?> Behaviour = Path<string?>("--behaviour", "What was tried of the bundle's behaviour.");
    private static readonly Option<string?> Name = new("--name") { Description = "What reports call it.", HelpName = "NAME" };
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Seed of the resamples.",
        HelpName = "N",
        DefaultValueFactory = _ => DefaultSeed,
    };

    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var judge = new Command("judge", "Judges score rows and measurements by gates.")
        {
            Gates,
            Out,
            Scores,
            Subjects,
            Catalogue,
            Size,
            Measurements,
            Bundle,
            Champion,
            Dataset,
            Behaviour,
            Name,
            Seed,
        };
        judge.SetAction(parsed => Judge(Request(parsed), output));
        var parsed = new RootCommand("Decides by evidence whether a recommender may be served.") { judge }.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors) error.WriteLine($"error: {mistake.Message} Remedy: see --help.");
            return Usage;
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
        }
        catch (SettingsException e)
        {
            foreach (var mistake in e.Mistakes) error.WriteLine($"error: {mistake}");
            return Usage;
        }
        catch (Exception e) when (DiskFull.Is(e))
        {
            error.WriteLine($"error: {DiskFull.Explain(e, parsed.GetValue(Out) ?? "its output")}");
            return Fault;
        }
        catch (Exception e) when (e is ArtifactException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {e.Message}");
            return Fault;
        }
        catch (Exception e)
        {
            // Unforeseen: the trace is what helps to mend it.
            error.WriteLine($"error: unexpected fault: {e}");
            return Fault;
        }
    }

    private static int Judge(JudgeRequest request, TextWriter output)
    {
        if (request is { Scores: null, Measurements: null })
            throw new SettingsException([
                new SettingsMistake("", "--scores", "there is nothing to judge. Remedy: give --scores, --measurements, or both."),
            ]);
        var report = ScoreJudgement.Run(request);
        var verdict = report.Judgement.Verdict;
        foreach (var gate in verdict.Gates)
            output.WriteLine($"{Labels.Outcome(gate.Outcome)} {gate.Name}: {Labels.Gate(gate)}: {gate.Reason}");
        foreach (var warning in report.Judgement.Warnings) output.WriteLine($"warning: {warning}");
        output.WriteLine($"{Labels.Outcome(verdict.Outcome)}: {verdict.Reason}");
        output.WriteLine(System.IO.Path.Combine(request.Out, VerifyReport.PageName));
        return verdict.Outcome switch
        {
            Verdict.Pass => Pass,
            Verdict.Fail => Fail,
            _ => NotEnoughEvidence,
        };
    }

    private static JudgeRequest Request(ParseResult parsed) =>
        new()
        {
            Gates = parsed.GetRequiredValue(Gates),
            Out = parsed.GetRequiredValue(Out),
            Scores = parsed.GetValue(Scores),
            Subjects = parsed.GetValue(Subjects),
            Catalogue = parsed.GetValue(Catalogue),
            CatalogueSize = parsed.GetValue(Size),
            Measurements = parsed.GetValue(Measurements),
            Bundle = parsed.GetValue(Bundle),
            Champion = parsed.GetValue(Champion),
            Dataset = parsed.GetValue(Dataset),
            Behaviour = parsed.GetValue(Behaviour),
            Name = parsed.GetValue(Name),
            Seed = parsed.GetValue(Seed),
        };

    private static Option<T> Path<T>(string name, string description, bool required = false) =>
        new(name) { Description = description, HelpName = "PATH", Required = required };
}
