using Recsys.Build.Delivery;
using Recsys.Build.Steps;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Build.Tests.Delivery;

/// <summary>Which bundle is the champion, and how one becomes it.</summary>
public sealed class ChampionTests : IDisposable
{
    private readonly Checkout _checkout = new();
    private readonly Recsys.Testing.Judge.Shop _shop = new();

    public ChampionTests()
    {
        _checkout.Take(_shop);
        foreach (var folder in new[] { "tables", "train", "prune", "reference" }) _checkout.Write($"artifacts/shop/{folder}/file", folder);
    }

    public void Dispose()
    {
        _checkout.Dispose();
        _shop.Dispose();
    }

    private ArtifactLayout Layout => new(_checkout.At("artifacts", "shop"));

    private string Bundle => ContentHash.OfFolder(Layout.Bundle);

    [Fact]
    public void Before_the_first_rollout_there_is_none_and_Verify_does_not_depend_on_one()
    {
        var context = _checkout.Context();
        Assert.Null(EvaluationInputs.ChampionHash(context));
        Assert.DoesNotContain("champion", EvaluationInputs.OfScores(context).Keys);
        new VerifyStep().Evaluate(context, Layout.Verify);
        Assert.DoesNotContain("--champion", Assert.Single(_checkout.Processes.Arguments), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_rolled_out_is_kept_scored_and_an_input_of_Verify()
    {
        var context = _checkout.Context();
        Champion.Keep(context.Layout, Bundle, context.Log);
        Assert.Equal(Bundle, ContentHash.OfFolder(Layout.Champion));
        Assert.Equal(Bundle, EvaluationInputs.OfScores(context)["champion"]);
        new VerifyStep().Evaluate(context, Layout.Verify);
        Assert.Contains($"--champion \"{Layout.Champion}\"", Assert.Single(_checkout.Processes.Arguments), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_bundle_again_leaves_it_alone_and_another_one_replaces_it()
    {
        var context = _checkout.Context();
        Champion.Keep(context.Layout, Bundle, context.Log);
        var kept = File.GetLastWriteTimeUtc(Path.Combine(Layout.Champion, "items.bin"));
        File.SetLastWriteTimeUtc(Path.Combine(Layout.Champion, "items.bin"), kept.AddDays(-1));
        Champion.Keep(context.Layout, Bundle, context.Log);
        Assert.Equal(kept.AddDays(-1), File.GetLastWriteTimeUtc(Path.Combine(Layout.Champion, "items.bin")));
        File.AppendAllText(Path.Combine(Layout.Bundle, "items.bin"), "new");
        Champion.Keep(context.Layout, Bundle, context.Log);
        Assert.Equal(Bundle, ContentHash.OfFolder(Layout.Champion));
        Assert.False(Directory.Exists(Layout.Champion + ".old") || Directory.Exists(Layout.Champion + ".tmp"));
    }

    [Fact]
    public void A_champion_that_a_killed_run_had_set_aside_is_back_and_not_copied_again()
    {
        var context = _checkout.Context();
        Champion.Keep(context.Layout, Bundle, context.Log);
        Assert.Equal(["This bundle is the champion now: Verify compares the next one with it."], _checkout.Log.Lines);
        Directory.Move(Layout.Champion, Layout.Champion + ".old");
        var item = Path.Combine(Layout.Champion, "items.bin");
        var past = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(Layout.Champion + ".old", "items.bin"), past);

        Champion.Keep(context.Layout, Bundle, context.Log);

        Assert.Equal(past, File.GetLastWriteTimeUtc(item));
        Assert.Single(_checkout.Log.Lines);
    }

    [Fact]
    public void A_bundle_that_is_not_the_one_that_serves_does_not_become_champion()
    {
        var context = _checkout.Context();
        Champion.Keep(context.Layout, Bundle, context.Log);
        var before = Bundle;
        File.AppendAllText(Path.Combine(Layout.Bundle, "items.bin"), "new");
        var error = Assert.Throws<FaultException>(() => Champion.Keep(context.Layout, ContentHash.OfText("what serves"), context.Log));
        Assert.Contains("Remedy: run Deploy again.", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, ContentHash.OfFolder(Layout.Champion));
    }

    [Fact]
    public void The_settings_may_name_another_one_wherever_it_lies()
    {
        Champion.Keep(_checkout.Context().Layout, Bundle, _checkout.Log);
        _checkout.Write("production/manifest.json", "{}");
        _checkout.Write("recsys.json", """{ "name": "shop", "verify": { "champion": "production" } }""");
        var context = _checkout.Context();
        Assert.Equal(ContentHash.OfFolder(_checkout.At("production")), EvaluationInputs.ChampionHash(context));
        Assert.DoesNotContain(
            EvaluationInputs.OfScores(context),
            input => $"{input.Key}{input.Value}".Contains("production", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_named_folder_without_a_bundle_is_an_error_and_not_no_champion()
    {
        _checkout.Write("recsys.json", """{ "name": "shop", "verify": { "champion": "nowhere" } }""");
        var error = Assert.Throws<FaultException>(() => EvaluationInputs.ChampionHash(_checkout.Context()));
        Assert.Contains($"verify.champion is {_checkout.At("nowhere")}, where there is no bundle", error.Message, StringComparison.Ordinal);
        Assert.Contains("Remedy: ", error.Message, StringComparison.Ordinal);
    }
}
