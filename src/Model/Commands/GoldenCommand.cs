using System.CommandLine;
using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Model.Checks;
using Recsys.Model.Proposals;

namespace Recsys.Model.Commands;

/// <summary><c>golden</c>: bundle in, a first golden file out. It overwrites nothing.</summary>
public static class GoldenCommand
{
    public static Command Create()
    {
        var command = new Command("golden", "Propose golden queries from the catalogue's best sellers, and say which hold today.");
        var options = new StepOptions(command);
        var bundle = options.Folder(command, "--bundle", "Bundle folder to ask.");
        command.SetAction(arguments =>
        {
            var (settings, file) = (options.Settings(arguments), options.Out(arguments));
            if (File.Exists(file))
                throw new ArtifactException($"{file} is there already.", "name another file: a golden file is never overwritten.");
            using var engine = RecsysEngine.Open(arguments.GetRequiredValue(bundle));
            var groups = GoldenProposal
                .Of([.. Enumerable.Range(0, engine.Catalogue.Count).Select(index => engine.Catalogue[index])])
                .Select(group =>
                    (group.Title, Cases: group.Cases.Select(one => (one, GoldenQueries.Problem(engine, null, one))).ToList())
                )
                .ToList();
            var cases = groups.SelectMany(group => group.Cases).ToList();
            if (cases.Count == 0)
                throw new ArtifactException(
                    "There is nothing to propose: no product of the bundle has a title or a category.",
                    "write a golden file by hand; docs/artifacts.md shows its form."
                );
            AtomicFile.Write(
                file,
                GoldenText.Of(
                    settings.Data.Source,
                    groups.Select(group =>
                        (group.Title, (IReadOnlyList<(Contracts.Judging.GoldenCase, string?)>)group.Cases)
                    )
                )
            );
            options.WriteFigures(
                arguments,
                new Dictionary<string, double> { ["cases"] = cases.Count, ["hold"] = cases.Count(one => one.Item2 is null) }
            );
            return Cli.Done;
        });
        return command;
    }
}
