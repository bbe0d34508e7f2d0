using Recsys.Build.Image;
using Recsys.Build.Run;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Attestation;
using Recsys.Steps;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Build.Tests.Host;

/// <summary>Every way to serve something else than the image that was made of the judged bundle, with and without keys, is
/// refused.</summary>
public sealed class AroundImageTests : IDisposable
{
    private const string Foreign = "#!/bin/sh\necho this is not the server\n";

    private readonly BuildProcess _build = new();

    public AroundImageTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/true"), "the image is made of a Linux system's libraries");
        _build.Environment["RECSYS_CACHE"] = Cache;
        _build.Environment["KUBECONFIG"] = _build.Checkout.Write(
            "kubeconfig",
            """
            apiVersion: v1
            kind: Config
            clusters: [{ name: kind, cluster: { server: "http://127.0.0.1:9" } }]
            users: [{ name: kind, user: { token: none } }]
            contexts: [{ name: kind, context: { cluster: kind, user: kind } }]
            """
        );
        Settings();
    }

    private string Cache => _build.Checkout.At("cache");

    private string Archive => At("image", ImageInfo.ArchiveName);

    public void Dispose() => _build.Dispose();

    private string At(string folder, string name) => Path.Combine(_build.Layout.Root, folder, name);

    private void Settings(string reference = "registry.example/shop:1") =>
        _build.Checkout.Write(
            "recsys.json",
            $$"""
            { "name": "shop", "verify": { "gates": {{Checkout.Gate}} }, "image": { "reference": "{{reference}}" },
              "deploy": { "target": "kubernetes", "context": "kind" } }
            """
        );

    private void Sign(bool keys)
    {
        if (!keys) return;
        _build.Environment[SigningKey.Variable] = Keys.Private;
        _build.Environment[VerifyKey.Variable] = Keys.Public;
    }

    private async Task Built() => (await Chains.After(_build, "DockerBuild")).Succeeds();

    private async Task Refused(string reason, string target = "DeployK8s") =>
        (await _build.Run($"--target={target}", "--exclusive")).Fails(1, "Refused: ", reason, "Remedy: ");

    // An image around the judged bundle whose server is somebody else's.
    private ImageInfo ForeignImage(string folder)
    {
        Directory.CreateDirectory(folder);
        var spec = TestImage.Spec(Foreign);
        spec = spec with
        {
            User = 1,
            Layers = [.. spec.Layers.Take(2), Layer.OfFolder(ImageLayer.Bundle, _build.Layout.Bundle, "app/bundle")],
        };
        var image = TestImage.Write(spec, Path.Combine(folder, ImageInfo.ArchiveName)) with
        {
            Reference = "registry.example/shop:1",
            Bundle = ContentHash.OfFolder(_build.Layout.Bundle),
        };
        File.WriteAllText(Path.Combine(folder, ImageInfo.FileName), ArtifactJson.Serialize(image));
        return image;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_archive_that_was_swapped(bool keys)
    {
        Sign(keys);
        await Built();
        var description = await File.ReadAllTextAsync(At("image", ImageInfo.FileName));
        ForeignImage(_build.Layout.Image);
        await File.WriteAllTextAsync(At("image", ImageInfo.FileName), description);

        await Refused($"{ImageInfo.FileName} describes sha256:");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_archive_that_was_swapped_with_its_description(bool keys)
    {
        Sign(keys);
        await Built();
        ForeignImage(_build.Layout.Image);

        await Refused("is not about this image: the server inside is sha256:");
    }

    [Fact]
    public async Task A_statement_that_was_written_for_a_foreign_image_is_not_signed()
    {
        Sign(keys: true);
        await Built();
        var image = ForeignImage(_build.Layout.Image);
        var contents = ImageContents.Of(Archive);
        var verdict = ArtifactJson.Read<Verdict>(At("verify", Verdict.FileName));
        ImageStatement.Write(
            _build.Layout.Attestation,
            image.Digest,
            new ImagePredicate
            {
                Name = "shop",
                Verdict = ContentHash.OfFile(At("verify", Verdict.FileName)),
                Outcome = verdict.Outcome,
                Settings = verdict.Provenance!.Settings,
                Id = contents.Id,
                Bundle = contents.Bundle,
                Server = contents.Server,
                Runtime = contents.Runtime,
                Start = contents.Start,
            },
            SigningKey.Parse(Keys.OtherPrivate)
        );

        await Refused("carries no valid signature of the key");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_step_cache_that_was_poisoned_without_the_key(bool keys)
    {
        Sign(keys);
        await Built();
        var made = ContentHash.OfFile(Archive);
        Poison("DockerBuild", null);
        Poison("Publish", null);

        var run = await _build.Run("--target=DockerBuild");

        run.Succeeds();
        var owner = keys ? "the key sha256:" : "this user's key";
        Assert.All(
            new[] { "DockerBuild", "Publish" },
            step => Assert.Matches($"What the cache holds of {step} .* carries no seal by {owner}", run.Output + run.Error)
        );
        Assert.Equal(made, ContentHash.OfFile(Archive));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_step_cache_that_was_poisoned_with_the_key(bool keys)
    {
        Sign(keys);
        await Built();
        using var signing = SigningKey.Parse(Keys.Private);
        Poison(
            "DockerBuild",
            keys ? new KeySeal(new Trust(signing)) : UserSeal.Read(name => name == "HOME" ? _build.Environment["HOME"] : null)!
        );

        var run = await _build.Run("--target=DockerBuild");

        Assert.Contains("DockerBuild is restored from the cache", run.Output, StringComparison.Ordinal);
        run.Fails(1, "Refused: ", "is not what was to be packed: its server is sha256:", "Remedy: RECSYS_CACHE=off");
        await Refused("is not about this image");
    }

    // Puts a foreign result into the cache in the place of a step's own, and takes the step's away.
    private void Poison(string step, ICacheSeal? seal)
    {
        var record = ArtifactJson.Read<StepRecord>(At("steps", $"{step.ToLowerInvariant()}.json"));
        var own = step == "Publish" ? _build.Layout.Server : _build.Layout.Image;
        var poison = _build.Checkout.At("poison", Path.GetFileName(own));
        if (step == "Publish") _build.Checkout.Write("poison/server/server", Foreign);
        else ForeignImage(poison);
        Directory.Delete(Path.Combine(Cache, "entries", step.ToLowerInvariant()), recursive: true);
        new StepCache(Cache, CacheSettings.DefaultSize, new Silent(), TimeProvider.System, seal).Store(
            record, [poison], ContentHash.OfFile, isSealed: seal is not null);
        Directory.Delete(own, recursive: true);
    }

    [Theory]
    [InlineData("DockerBuild", false)]
    [InlineData("DockerBuild", true)]
    [InlineData("DeployK8s", false)]
    [InlineData("DeployK8s", true)]
    public async Task The_bundle_and_the_verdict_of_another_shop(string task, bool keys)
    {
        Sign(keys);
        await Built();
        using var other = new Shop();
        var manifest = Path.Combine(other.Layout.Bundle, BundleManifest.FileName);
        await File.WriteAllTextAsync(manifest, ArtifactJson.Serialize(ArtifactJson.Read<BundleManifest>(manifest) with { Name = "other" }));
        other.WriteBehaviour();
        other.Verify(keys ? Keys.Signing : null);
        foreach (var (from, to) in new[] { (other.Layout.Bundle, _build.Layout.Bundle), (other.Layout.Verify, _build.Layout.Verify) })
            foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);

        await Refused("the verdict is about a bundle of the shop other, and these settings are of the shop shop", task);
    }

    [Theory]
    [InlineData("DockerBuild", false)]
    [InlineData("DeployK8s", true)]
    public async Task The_verdict_that_other_settings_got(string task, bool keys)
    {
        Sign(keys);
        await Built();
        _build.Environment["RECSYS__TRAIN__DROPOUT"] = "0.45";

        await Refused("the verdict was reached under other settings", task);
    }

    [Theory]
    [InlineData("DockerBuild", false)]
    [InlineData("DockerBuild", true)]
    [InlineData("DeployK8s", false)]
    [InlineData("DeployK8s", true)]
    public async Task A_verdict_that_was_replaced_by_a_later_release(string task, bool keys)
    {
        Sign(keys);
        await Built();
        var releases = new Release[]
        {
            Delivered(1, ContentHash.OfFile(At("verify", Verdict.FileName)), "2026-11-01T10:00:00Z"),
            Delivered(2, ContentHash.OfText("a later verdict"), "2026-11-08T10:00:00Z"),
        };
        await File.WriteAllTextAsync(
            Path.Combine(_build.Layout.Root, Recsys.Build.Delivery.Releases.FileName),
            ArtifactJson.Serialize(releases.ToList())
        );

        await Refused("was delivered as release 1 (2026-11-01T10:00:00Z) and replaced by release 2 (2026-11-08T10:00:00Z)", task);
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task A_verdict_from_before_the_bundle_in_production(string task)
    {
        await Built();
        Directory.CreateDirectory(_build.Layout.Champion);
        await File.WriteAllTextAsync(Path.Combine(_build.Layout.Champion, BundleManifest.FileName), "a newer bundle");

        await Refused("the verdict was reached against the champion none, and in production is sha256:", task);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reference_that_pins_another_image(bool keys)
    {
        Sign(keys);
        var elsewhere = ContentHash.OfText("anything");
        Settings($"evil.example/anything@{elsewhere}");
        await Built();

        await Refused($"image.reference pins {elsewhere}, but the verified image is sha256:");
    }

    private static Release Delivered(int number, string verdict, string at) =>
        new()
        {
            Number = number,
            Verdict = verdict,
            Bundle = ContentHash.OfText("bundle"),
            Image = ContentHash.OfText("image"),
            At = at,
        };

    private sealed class Silent : IStepLog
    {
        public void Information(string text)
        {
        }

        public void Verbose(string text)
        {
        }

        public void Warning(string text)
        {
        }
    }
}
