using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tasks;
using Recsys.Build.Tests.Host;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Attestation;
using Xunit;

namespace Recsys.Build.Tests.Steps;

/// <summary>Only the judged bytes get into an image: every way round the verdict ends at the same door.</summary>
public sealed class DockerBuildStepTests : IDisposable
{
    private readonly Recsys.Testing.Judge.Shop _shop = new();
    private readonly Checkout _checkout = new();

    public DockerBuildStepTests()
    {
        _shop.Provenance = _checkout.Provenance;
        _shop.Verify();
        _checkout.Take(_shop);
        // Any program of this machine does for a server.
        _checkout.Processes.Effect = () =>
        {
            Directory.CreateDirectory(_checkout.At(".build", "server"));
            File.Copy("/bin/true", _checkout.At(".build", "server", "server"), overwrite: true);
        };
    }

    private string Verdict => _checkout.At("artifacts", "shop", "verify", Contracts.Artifacts.Verdict.FileName);

    public void Dispose()
    {
        _checkout.Dispose();
        _shop.Dispose();
    }

    private void Refused(params string[] parts)
    {
        var error = Assert.Throws<FaultException>(() => new DockerBuild().Run(_checkout.Context()));
        Assert.All(["Refused: ", "Remedy: run ./build.sh --target=Verify", .. parts], part => Assert.Contains(part, error.Message));
        Assert.Empty(_checkout.Processes.Starts);
        Assert.False(Directory.Exists(_checkout.At("artifacts", "shop", "image")));
        Assert.Equal(OutcomeKind.None, _checkout.Outcome.Kind);
    }

    [Fact]
    public void A_missing_verdict_is_refused()
    {
        File.Delete(Verdict);
        Refused("verdict.json is missing: this bundle was never judged");
    }

    [Fact]
    public void A_missing_or_edited_statement_is_refused()
    {
        var statement = Path.Combine(Path.GetDirectoryName(Verdict)!, VerdictStatement.FileName);
        File.WriteAllText(statement, File.ReadAllText(statement).Replace("\"seed\": 7", "\"seed\": 8", StringComparison.Ordinal));
        Refused("does not state this verdict");
        File.Delete(statement);
        Refused("a verdict without its statement does not count");
    }

    [Fact]
    public void An_edited_verdict_is_refused()
    {
        File.WriteAllText(Verdict, File.ReadAllText(Verdict).Replace("\"at_least\": 0.05", "\"at_least\": 0.04", StringComparison.Ordinal));
        Refused("its seal does not fit");
    }

    [Fact]
    public void A_verdict_about_another_bundle_is_refused()
    {
        var path = _checkout.At("artifacts", "shop", "bundle", BundleManifest.FileName);
        File.WriteAllText(path, ArtifactJson.Serialize(ArtifactJson.Read<BundleManifest>(path) with { Repeats = false }));
        Refused("it is another bundle");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "lead": { "against": "popularity", "at_least": 0.04 } }""")]
    public void Gates_that_were_taken_away_or_changed_are_refused(string gates)
    {
        _checkout.Write("recsys.json", $$"""{ "name": "shop", "verify": { "gates": {{gates}} } }""");
        Refused("was reached under other gates");
    }

    [Fact]
    public void Edited_scores_are_refused()
    {
        File.AppendAllText(_checkout.At("artifacts", "shop", "verify", Tables.Scores), "\n");
        Refused("scores.tsv is sha256:");
    }

    [Fact]
    public async Task One_changed_byte_is_refused_on_the_command_line_and_its_file_named()
    {
        using var build = new BuildProcess();
        build.Checkout.Take(_shop);
        build.Checkout.Write("artifacts/shop/bundle/items.bin", "Vectors");
        (await build.Run("--target=DockerBuild", "--exclusive")).Fails(
            1,
            "Refused: ",
            "items.bin was changed",
            "Remedy: run ./build.sh --target=Verify"
        );
        Assert.Empty(build.Calls);
    }

    [Fact]
    public void The_judged_bundle_is_packed_once_and_an_image_of_another_one_is_no_image_of_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/true"), "the image is made of a Linux system's libraries");
        var context = _checkout.Context();
        new DockerBuild().Run(context);
        var image = context.Verified().RequireImage().Image;
        Assert.Equal(ContentHash.OfFolder(context.Layout.Bundle), image.Bundle);
        Assert.Contains(_checkout.Log.Lines, line => line.Contains("No Docker engine answers here", StringComparison.Ordinal));

        var archive = Path.Combine(context.Layout.Image, ImageInfo.ArchiveName);
        var hash = ContentHash.OfFile(archive);
        new DockerBuild().Run(context);
        Assert.Single(_checkout.Processes.Arguments, arguments => arguments.StartsWith("publish ", StringComparison.Ordinal));
        Assert.Equal(hash, ContentHash.OfFile(archive));

        var other = image with { Bundle = ContentHash.OfText("other") };
        File.WriteAllText(Path.Combine(context.Layout.Image, ImageInfo.FileName), ArtifactJson.Serialize(other));
        Assert.Contains(
            "holds the bundle " + other.Bundle,
            Assert.Throws<FaultException>(() => context.Verified().RequireImage()).Message
        );
    }

    [Fact]
    public void The_image_is_loaded_into_an_engine_that_does_not_have_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/true"), "the image is made of a Linux system's libraries");
        _checkout.Processes.When("info", "20.10").When("image inspect", ContentHash.OfText("an older one"))
            .When("load", "Loaded image: recsys-shop:latest\nLoaded image ID: sha256:33\n");
        new DockerBuild().Run(_checkout.Context());
        Assert.Equal("Docker loaded recsys-shop:latest, sha256:33.", _checkout.Log.Lines[^1]);

        var image = _checkout.Context().Verified().RequireImage().Image;
        _checkout.Processes.When("image inspect", image.Id).When("load", exitCode: 1, error: "asked again");
        new DockerBuild().Run(_checkout.Context());
        Assert.Equal($"Docker has {image.Reference} already.", _checkout.Log.Lines[^1]);
    }

    [Fact]
    public void A_changed_server_is_compiled_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/true"), "the image is made of a Linux system's libraries");
        new DockerBuild().Run(_checkout.Context());
        _checkout.Write("src/Server/A.cs", "changed");
        new DockerBuild().Run(_checkout.Context());
        _checkout.Write("artifacts/shop/server/server", "touched by hand");
        new DockerBuild().Run(_checkout.Context());
        Assert.Equal(3, _checkout.Processes.Arguments.Count(arguments => arguments.StartsWith("publish ", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_image_is_made_again_when_anything_in_it_changes_and_only_then()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/true"), "the image is made of a Linux system's libraries");
        StepRecord Build()
        {
            new DockerBuild().Run(_checkout.Context());
            return ArtifactJson.Read<StepRecord>(_checkout.At("artifacts", "shop", "steps", "dockerbuild.json"));
        }

        var first = Build();
        Assert.Equal(
            ["bundle", "code", "libraries", "server", "settings.image.user", "settings.name", "source_date_epoch"],
            first.Inputs.Keys
        );
        Assert.Equal(
            ("shop", "65532", Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") ?? "0"),
            (first.Inputs["settings.name"], first.Inputs["settings.image.user"], first.Inputs["source_date_epoch"])
        );
        Assert.Equal(ContentHash.OfFolder(_checkout.At("artifacts", "shop", "bundle")), first.Inputs["bundle"]);
        Assert.Equal(ContentHash.OfFolder(_checkout.At(".build", "server")), first.Inputs["server"]);
        Assert.Equal(first.Key, Build().Key);

        _checkout.Write("build/Image/Layer.cs", "changed");
        var code = Build();
        Assert.NotEqual(first.Inputs["code"], code.Inputs["code"]);
        var settings = File.ReadAllText(_checkout.At("recsys.json"));
        _checkout.Write(
            "recsys.json",
            settings.Insert(settings.IndexOf('{', StringComparison.Ordinal) + 1, """ "image": { "user": 1000 },""")
        );
        var user = Build();
        Assert.Equal("1000", user.Inputs["settings.image.user"]);
        Assert.Equal(3, new[] { first.Key, code.Key, user.Key }.Distinct().Count());
    }
}
