using Recsys.Build.Reporting;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Targets.Local;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;
using Recsys.Steps;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Steps;

/// <summary>The small parts that steps are made of.</summary>
public sealed class PartsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_version_of_sources_follows_names_and_contents_but_not_outputs_or_places()
    {
        using var checkout = new Checkout();
        using var clone = new Checkout();
        string Hash() => SourceHash.Of(checkout.Root, checkout.Hashes, "src/Model", "src/Engine");
        var first = Hash();
        Assert.Equal(first, SourceHash.Of(clone.Root, clone.Hashes, "src/Engine", "src/Model"));
        checkout.Write("src/Model/obj/project.assets.json", "x");
        checkout.Write("src/Model/bin/Release/A.dll", "x");
        checkout.Write("src/Server/A.cs", "changed");
        Assert.Equal(first, Hash());
        var seen = new HashSet<string> { first };
        foreach (
            var change in new[]
            {
                "src/Model/A.cs",
                "src/Model/Deep/B.cs",
                "Directory.Build.props",
                "Directory.Packages.props",
                "global.json",
            }
        )
        {
            checkout.Write(change, "changed");
            Assert.True(seen.Add(Hash()), $"{change} does not count");
        }
        File.Move(checkout.At("src", "Model", "A.cs"), checkout.At("src", "Model", "C.cs"));
        Assert.True(seen.Add(Hash()));
    }

    [Fact]
    public void The_version_of_sources_is_the_hash_of_their_names_and_hashes_in_ordinal_order()
    {
        using var checkout = new Checkout();
        checkout.Write("src/Model/a/B.cs", "b");
        string[] files = ["Directory.Build.props", "Directory.Packages.props", "global.json", "src/Model/A.cs", "src/Model/a/B.cs"];
        Assert.Equal(
            ContentHash.OfText(string.Concat(files.Select(file => $"{file}\0{ContentHash.OfFile(checkout.At(file.Split('/')))}\n"))),
            SourceHash.Of(checkout.Root, checkout.Hashes, "src/Model")
        );
    }

    private IEnumerable<string> Tables(DataSettings data) =>
        TableFiles.Of(data, _folder.Root).Select(path => Path.GetRelativePath(_folder.Root, path));

    [Fact]
    public void Table_files_are_those_that_exist_patterns_included_in_ordinal_order()
    {
        foreach (
            var name in new[]
            {
                "items.csv",
                "log/b.parquet",
                "log/a.parquet",
                "log/c.csv",
                "events.csv",
                "products.csv",
                "searches.csv",
            }
        )
            _folder.Write(name, "x");
        var data = new DataSettings
        {
            Source = "tables",
            Products = new TableSettings { Path = "items.csv" },
            Events = new TableSettings { Path = "log/*.parquet" },
            Searches = new TableSettings { Path = "absent/searches.csv" },
        };
        Assert.Equal(["items.csv", "log/a.parquet", "log/b.parquet"], Tables(data));
    }

    [Fact]
    public void Tables_without_a_path_have_the_names_that_Ingest_takes()
    {
        foreach (var name in new[] { "events.csv", "products.csv", "searches.csv" }) _folder.Write(name, "x");
        Assert.Equal(["events.csv", "products.csv"], Tables(new DataSettings { Source = "tables" }));
        Assert.Equal(
            ["events.csv", "products.csv", "searches.csv"],
            Tables(new DataSettings { Source = "tables", Searches = new TableSettings() })
        );
        Assert.Equal(["events.csv", "products.csv", "searches.csv"], Tables(new DataSettings { Source = "sample" }));
    }

    private SampleQuestions Ask() => SampleQuestions.From(new ArtifactLayout(_folder.Root));

    private void Table(string name, string[] columns, params string[][] rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(name))!);
        Tsv.Write(_folder.At(name), columns, rows);
    }

    [Fact]
    public void The_sample_questions_are_the_most_frequent_ones_ties_in_ordinal_order()
    {
        Table(
            "dataset/searches.tsv",
            Contracts.Artifacts.Tables.SearchColumns,
            ["tea", "", "", "1", "train"],
            ["kettle", "", "", "2", "train"],
            ["tea", "", "", "3", "test"]
        );
        Table("history/history.tsv", Contracts.Artifacts.Tables.HistoryColumns, ["b", "1", "view", "1"], ["a", "1", "view", "1"]);
        Assert.Equal(new SampleQuestions("tea", "a"), Ask());
    }

    [Fact]
    public void Without_a_search_log_the_best_seller_is_asked_for_and_without_users_nobody()
    {
        Table(
            "bundle/catalogue.tsv",
            Contracts.Artifacts.Tables.CatalogueColumns,
            ["1", "Red mug", "", "", "3"],
            ["2", "Large steel kettle", "", "", "12"]
        );
        Assert.Equal(new SampleQuestions("steel kettle", null), Ask());
        Table(
            "bundle/catalogue.tsv",
            Contracts.Artifacts.Tables.CatalogueColumns,
            ["1", "Ale 40 LB", "Drinks > Beer", "", "12"],
            ["2", "Assam", "Drinks > Tea", "", "8"],
            ["3", "Darjeeling", "Drinks > Tea", "", "7"]
        );
        Assert.Equal(new SampleQuestions("Tea", null), Ask());
        Table("bundle/catalogue.tsv", Contracts.Artifacts.Tables.CatalogueColumns);
        Assert.Equal(new SampleQuestions(null, null), Ask());
        Table("dataset/searches.tsv", Contracts.Artifacts.Tables.SearchColumns);
        Assert.Equal(new SampleQuestions(null, null), Ask());
    }

    [Theory]
    [InlineData(0, OutcomeKind.None, 0)]
    [InlineData(1, OutcomeKind.None, 1)]
    [InlineData(17, OutcomeKind.None, 1)]
    [InlineData(255, OutcomeKind.None, 1)]
    [InlineData(-1, OutcomeKind.None, 1)]
    [InlineData(1, OutcomeKind.SettingsWrong, 2)]
    [InlineData(-1, OutcomeKind.SettingsWrong, 2)]
    [InlineData(1, OutcomeKind.VerifyFailed, 3)]
    [InlineData(1, OutcomeKind.NotEnoughEvidence, 4)]
    [InlineData(1, OutcomeKind.Reverted, 5)]
    [InlineData(0, OutcomeKind.Interrupted, 130)]
    public void The_exit_code_is_the_recorded_outcome_under_either_host(int host, OutcomeKind kind, int expected)
    {
        var outcome = new Recsys.Build.Run.Outcome { CommandLineRead = true };
        outcome.Record(kind);
        Assert.Equal(expected, outcome.ExitCode(host));
    }

    // This host says 255 of a command line that its parser refuses, the official one -1, which it says of other failures too.
    [Theory]
    [InlineData(255, 255)]
    [InlineData(-1, 255)]
    [InlineData(0, 0)]
    public void A_command_line_that_no_host_could_read_is_255(int host, int expected) =>
        Assert.Equal(expected, new Recsys.Build.Run.Outcome().ExitCode(host));

    [Fact]
    public void The_first_outcome_stays_unless_the_run_is_interrupted()
    {
        var outcome = new Recsys.Build.Run.Outcome();
        outcome.Record(OutcomeKind.NotEnoughEvidence);
        outcome.Record(OutcomeKind.VerifyFailed);
        Assert.Equal(OutcomeKind.NotEnoughEvidence, outcome.Kind);
        outcome.Record(OutcomeKind.Interrupted);
        outcome.Record(OutcomeKind.VerifyFailed);
        Assert.Equal(OutcomeKind.Interrupted, outcome.Kind);
    }

    [Fact]
    public void Failed_tests_are_counted_over_all_reports_and_named()
    {
        _folder.Write("a.trx", Report(("A.Works", "Passed"), ("A.Breaks", "Failed"), ("A.Waits", "NotExecuted")));
        _folder.Write("b.trx", Report(("B.Breaks", "Failed")));
        _folder.Write("c.trx", "<TestRun><Resul");
        var line = new TestResults(_folder.Root).Explain(".NET CLI: Process returned an error (exit code 2).");
        Assert.StartsWith("2 of 4 tests failed: A.Breaks, B.Breaks. Remedy: ", line);
        Assert.Contains(_folder.Root, line);
    }

    [Theory]
    [InlineData(3, "3 of 3 tests failed: T0, T1, T2. Remedy: ")]
    [InlineData(4, "4 of 4 tests failed: T0, T1, T2, …. Remedy: ")]
    public void Only_the_first_three_failed_tests_are_named(int count, string beginning)
    {
        _folder.Write("a.trx", Report([.. Enumerable.Range(0, count).Select(index => ($"T{index}", "Failed"))]));
        Assert.StartsWith(beginning, new TestResults(_folder.Root).Explain(""));
    }

    [Fact]
    public void A_test_without_a_name_or_an_outcome_counts_as_failed_and_other_files_do_not_count()
    {
        _folder.Write("a.trx", Report(("A", "Passed")).Replace("testName=\"A\" outcome=\"Passed\"", "", StringComparison.Ordinal));
        _folder.Write("b.xml", Report(("B", "Failed")));
        Assert.StartsWith("1 of 1 tests failed: ?. Remedy: ", new TestResults(_folder.Root).Explain(""));
    }

    [Fact]
    public void Tests_that_never_started_are_told_from_tests_that_failed()
    {
        var results = new TestResults(_folder.At("results"));
        Assert.StartsWith(
            "The tests did not start (.NET CLI: Process returned an error (exit code 1)). Remedy: ",
            results.Explain(".NET CLI: Process returned an error (exit code 1).")
        );
        _folder.Write("results/a.trx", Report(("A.Works", "Passed")));
        Assert.StartsWith("The tests did not all end (it broke).", results.Explain("it broke"));
        results.Clear();
        Assert.False(Directory.Exists(results.Folder));
    }

    internal static string Report(params (string Name, string Outcome)[] results) =>
        $"""
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>{string.Concat(results.Select(one => $"<UnitTestResult testName=\"{one.Name}\" outcome=\"{one.Outcome}\" />"))}</Results>
        </TestRun>
        """;
}
