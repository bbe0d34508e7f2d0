using System.CommandLine;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;
using Recsys.Model.Ingest;

namespace Recsys.Model.Commands;

/// <summary>
/// The command line: verbs, and how a fault becomes an exit code. 0 done; 1 a fault; 2 the settings or the command line
/// are wrong. Progress goes to the output, a fault to the error writer as one line that begins with <c>error:</c>.
/// </summary>
public static class Cli
{
    public const int Done = 0, Fault = 1, Usage = 2;

    /// <summary>Every verb. Creating one must stay cheap: no native library is loaded before a verb runs.</summary>
    private static readonly Func<Command>[] Verbs =
    [
        SampleCommand.Create,
        IngestCommand.Create,
        TrainCommand.Create,
        TuneCommand.Create,
        PruneCommand.Create,
        QuantizeCommand.Create,
        GoldenCommand.Create,
        EvaluateCommand.Create,
    ];

    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        // Titles and column names of the shop go through both.
        using var neutralOutput = new NeutralWriter(output);
        using var neutralError = new NeutralWriter(error);
        return RunVerb(arguments, neutralOutput, neutralError);
    }

    private static int RunVerb(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Makes and measures recommendation bundles.");
        foreach (var verb in Verbs) root.Subcommands.Add(verb());
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors) error.WriteLine($"error: {mistake.Message} Remedy: see --help.");
            return Usage;
        }
        try
        {
            ParentWatch.Start();
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
        }
        catch (SettingsException e)
        {
            foreach (var mistake in e.Mistakes) error.WriteLine($"error: {mistake}");
            return Usage;
        }
        catch (Exception e) when (DiskFull.Is(e))
        {
            error.WriteLine($"error: {DiskFull.Explain(e, parsed.GetValue<string>(StepOptions.OutName) ?? "its output")}");
            return Fault;
        }
        catch (Exception e)
            when (e
                    is ParentException
                        or ArtifactException
                        or DataException
                        or Training.DivergedException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            error.WriteLine($"error: {e.Message}");
            return Fault;
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions is [ArtifactException fault, ..])
        {
            // Evaluation asks the engine on several threads.
            error.WriteLine($"error: {fault.Message}");
            return Fault;
        }
        catch (Exception e)
        {
            // Unforeseen: the trace is what helps to mend it.
            error.WriteLine($"error: unexpected fault: {e}");
            return Fault;
        }
    }
}
