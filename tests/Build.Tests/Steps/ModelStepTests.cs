using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tests.Testing;
using Recsys.Build.Tools;
using Recsys.Contracts.Faults;
using Recsys.Settings;
using Recsys.Steps;
using Xunit;

namespace Recsys.Build.Tests.Steps;

/// <summary>How the Model tool is called, and what each step depends on.</summary>
public sealed class ModelStepTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public ModelStepTests()
    {
        foreach (var folder in new[] { "tables", "dataset", "train", "prune", "bundle", "reference" })
            _checkout.Write($"artifacts/shop/{folder}/file", folder);
    }

    public void Dispose() => _checkout.Dispose();

    private string A(string name) => _checkout.At("artifacts", "shop", name);

    private static Step Of(BuildContext context, string verb) =>
        PipelineSteps.All.OfType<ModelStep>().Single(step => step.Verb == verb).Of(context);

    [Theory]
    [InlineData("sample", "out=tables")]
    [InlineData("ingest", "tables=tables out=dataset history=history")]
    [InlineData("train", "dataset=dataset out=train")]
    [InlineData("tune", "dataset=dataset out=tune")]
    [InlineData("prune", "dataset=dataset checkpoint=train out=prune")]
    [InlineData("quantize", "dataset=dataset trained=train pruned=prune reference=reference out=bundle")]
    public void Each_step_calls_its_verb_with_absolute_quoted_paths_in_a_fixed_order(string verb, string options)
    {
        var step = Of(_checkout.Context(), verb);
        Assert.Empty(step.Run());
        Assert.Equal(verb, step.Name.ToLowerInvariant());
        Assert.Equal(Call(verb, options), Assert.Single(_checkout.Processes.Arguments));
        Assert.Equal("shop", SettingsFile.Read(A("settings.json")).Name);
    }

    [Fact]
    public void Evaluate_is_told_both_bundles_and_where_the_scores_go()
    {
        new VerifyStep().Evaluate(_checkout.Context(), A("verify"));
        Assert.Equal(
            Call("evaluate", "dataset=dataset trained=train bundle=bundle reference=reference out=verify"),
            Assert.Single(_checkout.Processes.Arguments)
        );
    }

    private string Call(string verb, string options)
    {
        var pairs = options.Split(' ').Select(option => option.Split('=')).Select(pair => $"--{pair[0]} \"{A(pair[1])}\"");
        return $"\"{_checkout.Tool}\" {verb} --settings \"{A("settings.json")}\" {string.Join(' ', pairs)} --figures "
            + $"\"{A(verb + ".figures.json")}\"";
    }

    [Fact]
    public void Figures_that_the_tool_leaves_are_handed_over_and_old_ones_are_not()
    {
        var context = _checkout.Context();
        _checkout.Write("artifacts/shop/train.figures.json", """{"loss":9}""");
        Assert.Empty(new TrainStep().Of(context).Run());
        _checkout.Processes.Effect = () => _checkout.Write("artifacts/shop/train.figures.json", """{"loss":1.5,"epochs":3}""");
        Assert.Equal(new Dictionary<string, double> { ["epochs"] = 3, ["loss"] = 1.5 }, new TrainStep().Of(context).Run());
        Assert.False(File.Exists(A("train.figures.json")));
        _checkout.Processes.Effect = () => _checkout.Write("artifacts/shop/train.figures.json", "null");
        Assert.Empty(new TrainStep().Of(context).Run());
    }

    [Fact]
    public void A_failing_tool_is_told_in_its_own_words()
    {
        _checkout.Processes.When("", exitCode: 1, error: "reading\nerror: events.csv, line 7: no such product. Remedy: correct it.\n");
        var error = Assert.Throws<FaultException>(() => new TrainStep().Of(_checkout.Context()).Run());
        Assert.Equal("train failed with exit code 1: events.csv, line 7: no such product. Remedy: correct it.", error.Message);
    }

    [Fact]
    public void A_tool_that_dies_without_a_word_leaves_its_exit_code()
    {
        _checkout.Processes.When("", exitCode: 137);
        Assert.Equal(
            "prune failed with exit code 137.",
            Assert.Throws<FaultException>(() => new PruneStep().Of(_checkout.Context()).Run()).Message
        );
    }

    [Theory]
    [InlineData("/opt/my sdk/dotnet", true)]
    [InlineData("/repo/build/bin/Build", false)]
    [InlineData(null, false)]
    public void The_running_dotnet_runs_the_tool(string? process, bool taken) =>
        Assert.Equal(taken ? process : null, ModelTool.Running(process)?.FullPath);

    [Fact]
    public void A_missing_input_folder_names_the_remedy()
    {
        Directory.Delete(A("dataset"), recursive: true);
        var error = Assert.Throws<FaultException>(() => new TrainStep().Of(_checkout.Context()));
        Assert.Equal(
            $"{A("dataset")} is missing. Remedy: run without --exclusive, so that the step that writes it runs first.",
            error.Message
        );
    }

    [Theory]
    [InlineData("Sample", "seed", "9", true)]
    [InlineData("Sample", "threads", "3", false)]
    [InlineData("Ingest", "seed", "9", false)]
    [InlineData("Train", "seed", "9", true)]
    [InlineData("Train", "threads", "3", true)]
    [InlineData("Prune", "seed", "9", true)]
    [InlineData("Quantize", "seed", "9", true)]
    [InlineData("Train", "port", "9000", false)]
    [InlineData("Tune", "trials", "9", true)]
    [InlineData("Tune", "seed", "9", true)]
    [InlineData("Train", "trials", "9", false)]
    public void A_step_depends_on_the_settings_it_uses_and_on_no_others(string task, string argument, string value, bool depends)
    {
        var before = Of(_checkout.Context(), task.ToLowerInvariant()).Inputs;
        var after = Of(_checkout.Context((argument, value)), task.ToLowerInvariant()).Inputs;
        Assert.Equal(depends, !before.SequenceEqual(after));
    }

    [Theory]
    [InlineData("sample", "code seed settings.data.sample")]
    [InlineData("ingest", "code settings.data settings.data.sample settings.name table")]
    [InlineData("train", "code cpu dataset runtime seed settings.classify settings.recommend settings.train threads")]
    [InlineData("tune", "code cpu dataset runtime seed settings.classify settings.recommend settings.train settings.tune threads")]
    [InlineData(
        "prune",
        "code cpu dataset runtime seed settings.classify settings.prune settings.recommend settings.train threads train"
    )]
    [InlineData(
        "quantize",
        "code cpu dataset prune runtime seed settings.classify settings.name settings.quantize settings.recommend train"
    )]
    [InlineData("evaluate", "bundle code dataset reference seed settings.classify settings.recommend settings.verify train")]
    public void Everything_that_a_step_depends_on_has_its_name(string verb, string names)
    {
        _checkout.Write("artifacts/shop/tables/products.csv", "x");
        var context = _checkout.Context();
        var inputs = verb == "evaluate" ? EvaluationInputs.OfScores(context) : Of(context, verb).Inputs;
        Assert.Equal(names, string.Join(' ', inputs.Keys.Select(Part).Distinct().Order(StringComparer.Ordinal)));
        if (verb == "ingest")
            Assert.Contains("table products.csv", inputs.Keys);
        if (inputs.TryGetValue("cpu", out var cpu))
            Assert.Equal(
                Avx512F.IsSupported ? "avx512"
                    : Avx2.IsSupported ? "avx2"
                    : "other",
                cpu
            );
        if (inputs.TryGetValue("runtime", out var runtime))
            Assert.Equal($"{RuntimeInformation.RuntimeIdentifier} {Environment.Version}", runtime);

        static string Part(string name) => name.StartsWith("settings.data.sample.", StringComparison.Ordinal) ? "settings.data.sample"
            : name.StartsWith("table ", StringComparison.Ordinal) ? "table"
            : string.Join('.', name.Split('.').Take(2));
    }

    [Fact]
    public void A_shops_own_tables_are_read_where_the_settings_say()
    {
        _checkout.Write("own/products.csv", "x");
        _checkout.Write("recsys.json", """{ "name": "shop", "data": { "source": "tables", "folder": "own" } }""");
        var step = new IngestStep().Of(_checkout.Context());
        step.Run();
        Assert.Contains($"--tables \"{_checkout.At("own")}\"", Assert.Single(_checkout.Processes.Arguments));
        Assert.Contains("table products.csv", step.Inputs.Keys);
    }

    [Fact]
    public void Training_depends_on_what_it_reads_and_the_bundle_on_the_whole_dataset()
    {
        var context = _checkout.Context();
        void Dataset(string learning, string products) => _checkout.Write("artifacts/shop/dataset/manifest.json", $$"""
            {"format_version":1,"name":"shop","as_of":3,"validation_from":1,"test_from":2,"product_id_type":"text","user_id_type":"text",
            "products":1,"users":1,"tables": {}, "learning":"{{learning}}","files":{ "products.tsv": "{{products}}" } }
            """);
        Dataset("sha256:1", "sha256:2");
        var (train, prune) = (new TrainStep().Of(context).Inputs, new PruneStep().Of(context).Inputs);
        var quantize = new QuantizeStep().Of(context).Inputs;
        Dataset("sha256:1", "sha256:3"); // a price
        Assert.Empty(Changed(train, new TrainStep().Of(context).Inputs));
        Assert.Empty(Changed(prune, new PruneStep().Of(context).Inputs));
        Assert.Equal(["dataset"], Changed(quantize, new QuantizeStep().Of(context).Inputs));
        Dataset("sha256:4", "sha256:3"); // a title
        Assert.Equal(["dataset's learning data"], Changed(train, new TrainStep().Of(context).Inputs));
    }

    [Fact]
    public void A_step_depends_on_the_bytes_before_it_and_on_the_code()
    {
        var context = _checkout.Context();
        var before = new TrainStep().Of(context).Inputs;
        _checkout.Write("artifacts/shop/dataset/file", "changed");
        Assert.Equal(["dataset"], Changed(before, new TrainStep().Of(context).Inputs));
        before = new TrainStep().Of(context).Inputs;
        _checkout.Write("src/Engine/A.cs", "changed");
        Assert.Equal(["code"], Changed(before, new TrainStep().Of(context).Inputs));
    }

    [Theory]
    [InlineData("sample", false)]
    [InlineData("ingest", false)]
    [InlineData("train", true)]
    [InlineData("tune", true)]
    [InlineData("prune", true)]
    [InlineData("quantize", true)]
    public void Only_steps_without_personal_data_are_cached_and_two_checkouts_share_their_keys(string verb, bool cached)
    {
        using var clone = new Checkout();
        foreach (var folder in new[] { "dataset", "train", "prune" })
            foreach (var checkout in new[] { _checkout, clone })
                checkout.Write($"artifacts/shop/{folder}/file", folder);
        var step = Of(_checkout.Context(), verb);
        Assert.Equal(cached, step.Cached);
        Assert.Equal(step.Key, Of(clone.Context(), verb).Key);
        Assert.DoesNotContain(step.Inputs, input => $"{input.Key}{input.Value}".Contains(_checkout.Root, StringComparison.Ordinal));
    }

    [Fact]
    public void The_verdict_depends_on_gates_seed_and_both_bundles()
    {
        var context = _checkout.Context();
        var before = EvaluationInputs.OfScores(context);
        Assert.Equal(["seed"], Changed(before, EvaluationInputs.OfScores(_checkout.Context(("seed", "9")))));
        _checkout.Write("artifacts/shop/reference/file", "changed");
        Assert.Equal(["reference"], Changed(before, EvaluationInputs.OfScores(context)));
        _checkout.Write("artifacts/shop/reference/file", "reference");
        _checkout.Write("recsys.json", """{ "name": "shop" }""");
        Assert.Empty(Changed(before, EvaluationInputs.OfScores(_checkout.Context())));
    }

    private static string[] Changed(SortedDictionary<string, string> before, SortedDictionary<string, string> after) =>
        [.. after.Where(input => before.GetValueOrDefault(input.Key) != input.Value).Select(input => input.Key)];

    [Fact]
    public void A_tool_that_the_start_script_compiled_is_not_compiled_again_until_its_sources_change()
    {
        var context = _checkout.Context();
        _checkout.Write("src/Model/A.cs", "changed");
        ModelBuild.Adopt(context.Root, context.Hashes);
        ModelBuild.Ensure(context, context.Hashes);
        Assert.Empty(_checkout.Processes.Starts);
        _checkout.Write("src/Model/A.cs", "changed again");
        ModelBuild.Ensure(context, context.Hashes);
        Assert.Single(_checkout.Processes.Starts);
    }

    [Fact]
    public void The_tool_is_compiled_quietly_when_its_sources_changed_and_only_then()
    {
        var context = _checkout.Context();
        Assert.Equal(_checkout.Tool, ModelBuild.Ensure(context, context.Hashes));
        Assert.Empty(_checkout.Processes.Starts);
        _checkout.Write("src/Contracts/A.cs", "changed");
        ModelBuild.Ensure(context, context.Hashes);
        ModelBuild.Ensure(context, context.Hashes);
        var call = Assert.Single(_checkout.Processes.Arguments);
        Assert.StartsWith("msbuild ", call);
        Assert.All(
            [
                $" \"{_checkout.At("src", "Model", "Model.csproj")}\"",
                " /verbosity:quiet",
                " /property:Configuration=Release",
                " -restore",
            ],
            part => Assert.Contains(part, call)
        );
    }
}
