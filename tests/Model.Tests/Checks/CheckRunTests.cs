using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Engine;
using Recsys.Engine.Ranking;
using Recsys.Model.Checkpoints;
using Recsys.Model.Checks;
using Recsys.Model.Data;
using Recsys.Model.Neighbours;
using Recsys.Model.Networks;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Checks;

/// <summary>Each check holds of a sound bundle and finds what is wrong with another one.</summary>
[Collection(TinyShop.Collection)]
public sealed class CheckRunTests(TinyShop shop) : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Subjects Subjects => new(shop.Dataset);

    private BehaviourCheck AgainstTraining(string checkpoint, Action<SortedDictionary<string, FloatTensor>>? change = null)
    {
        var (info, tensors) = shop.Load(checkpoint);
        change?.Invoke(tensors);
        using var model = Recommender.Restore(info.Encoder, tensors, shop.Learned, 0);
        using var engine = RecsysEngine.Open(shop.Reference);
        return EngineEqualsTraining.Run(
            model,
            NeighbourTensors.Read(tensors, shop.Dataset.Products.Length, "the checkpoint"),
            engine,
            Subjects
        );
    }

    private BehaviourCheck Golden(params GoldenCase[] cases)
    {
        using var engine = RecsysEngine.Open(shop.Bundle);
        return GoldenQueries.Run(engine, shop.Dataset, new GoldenFile { Cases = cases });
    }

    private void GoldenFails(string what, GoldenCase one)
    {
        var failure = Assert.Single(Golden(one).Failures);
        Assert.Equal("case", failure.Case);
        Assert.Contains(what, failure.What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_equals_the_networks_that_its_bundle_was_made_of()
    {
        var check = AgainstTraining(shop.Trained);
        Assert.Equal((BehaviourCheck.EngineEqualsTraining, 0), (check.Name, check.Failed));
        Assert.InRange(check.Cases, 100, 450);
    }

    [Fact]
    public void The_engine_does_not_equal_other_networks()
    {
        Assert.InRange(AgainstTraining(shop.Pruned).Failed, 50, 450);
        var moved = AgainstTraining(shop.Trained, tensors => tensors["user.norm.bias"].Data[0] += 0.05f);
        Assert.InRange(moved.Failed, 20, 450);
        Assert.All(moved.Failures, failure => Assert.StartsWith("user ", failure.Case, StringComparison.Ordinal));
        Assert.Equal(Tally.Told, moved.Failures.Count);
    }

    [Fact]
    public void Places_change_only_where_the_scores_are_as_good_as_the_same()
    {
        float[] scores = [.. Enumerable.Range(0, 30).Select(i => 1f - i * 0.01f)];
        Hit[] hits = [.. Enumerable.Range(0, 20).Select(i => new Hit(i, scores[i]))];
        Assert.Null(EngineEqualsTraining.Difference(scores, hits));
        Hit[] Swapped() => [hits[1] with { Score = scores[1] }, hits[0] with { Score = scores[0] }, .. hits[2..]];
        Assert.Contains(
            "rank 1 has another product than in training",
            EngineEqualsTraining.Difference(scores, Swapped()),
            StringComparison.Ordinal
        );
        scores[1] = scores[0] - 5e-6f;
        Assert.Null(EngineEqualsTraining.Difference(scores, Swapped()));
        scores[1] = scores[0] - 2e-5f;
        Assert.Contains("rank 1 has another", EngineEqualsTraining.Difference(scores, Swapped()), StringComparison.Ordinal);
        scores[1] = 0.99f;
        Assert.Contains(
            "the score at rank 3",
            EngineEqualsTraining.Difference(scores, [.. hits[..2], hits[2] with { Score = hits[2].Score + 0.01f }, .. hits[3..]]),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the score at rank 1",
            EngineEqualsTraining.Difference(scores, [hits[0] with { Score = float.NaN }, .. hits[1..]]),
            StringComparison.Ordinal
        );
        Assert.Contains("ranks 19 products", EngineEqualsTraining.Difference(scores, hits[..19]), StringComparison.Ordinal);
        Assert.Contains(
            "ranks 19 products",
            EngineEqualsTraining.Difference(scores, [hits[0], hits[0], .. hits[2..]]),
            StringComparison.Ordinal
        );
        scores[29] = float.NaN;
        Assert.Contains("no number", EngineEqualsTraining.Difference(scores, hits), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_sound_bundle_behaves(bool repeats)
    {
        // The other value of the setting, where the shop's own is the first.
        var folder = _folder["bundle"];
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(shop.Bundle)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var manifest = Path.Combine(folder, BundleManifest.FileName);
        File.WriteAllText(manifest, ArtifactJson.Serialize(ArtifactJson.Read<BundleManifest>(manifest) with { Repeats = repeats }));
        using var engine = RecsysEngine.Open(folder);
        Assert.All(
            [
                BundleChecks.Determinism(engine, Subjects, 2),
                BundleChecks.NothingBoughtAgain(engine, Subjects),
                BundleChecks.QueryForms(engine, Subjects),
                AbsurdInput.Run(engine),
            ],
            check => Assert.Equal((check.Name, true, 0), (check.Name, check.Cases >= 20, check.Failed))
        );
    }

    [Fact]
    public void Answers_are_compared_to_the_last_bit()
    {
        var answer = new Answer([new(1, 0.5f), new(2, 0.25f)], Cold: false);
        Assert.Null(Answers.Difference(answer, new Answer([new(1, 0.5f), new(2, 0.25f)], Cold: false)));
        Assert.Equal(
            "another score at rank 2",
            Answers.Difference(answer, new Answer([new(1, 0.5f), new(2, MathF.BitIncrement(0.25f))], Cold: false))
        );
        Assert.Equal("another product at rank 1", Answers.Difference(answer, new Answer([new(3, 0.5f), new(2, 0.25f)], Cold: false)));
        Assert.Equal("2 products, then 1", Answers.Difference(answer, new Answer([new(1, 0.5f)], Cold: false)));
        Assert.Equal("cold is False, then True", Answers.Difference(answer, answer with { Cold = true }));
    }

    [Fact]
    public void An_unsound_answer_is_recognized()
    {
        Assert.Null(Answers.Unsound(new Answer([new(1, 2), new(0, 2), new(2, 1)], false), 3, 3));
        foreach (
            var (answer, what) in new[]
            {
                (new Answer([new(0, 1), new(1, 0)], false), "2 products for k = 1"),
                (new Answer([new(0, float.NaN)], false), "no number"),
                (new Answer([new(9, 1)], false), "does not exist"),
            }
        )
            Assert.Contains(what, Answers.Unsound(answer, 1, 3), StringComparison.Ordinal);
        Assert.Equal("a product twice", Answers.Unsound(new Answer([new(0, 1), new(0, 1)], false), 2, 3));
        Assert.Equal("the scores do not descend", Answers.Unsound(new Answer([new(0, 1), new(1, 2)], false), 2, 3));
    }

    [Fact]
    public void The_forms_of_a_query_are_those_a_keyboard_makes()
    {
        var forms = QueryForms.Of("Red Kettle 1.7L ß 茶").ToDictionary(form => form.Form, form => form.Text);
        Assert.Equal("RED KETTLE 1.7L ß 茶", forms["in capitals"]);
        Assert.Equal("red kettle 1.7l ß 茶", forms["in small letters"]);
        Assert.Equal("Ｒｅｄ\u3000Ｋｅｔｔｌｅ\u3000１．７Ｌ\u3000ß\u3000茶", forms["in full-width characters"]);
        Assert.Equal("Red Kettle 1.7L ß 茶", forms["with blanks around it"].Trim());
        Assert.Equal(5, forms.Values.Distinct().Count());
    }

    [Fact]
    public void An_exception_is_a_failure_and_failures_beyond_the_first_ten_are_counted()
    {
        var tally = new Tally("name");
        for (var i = 0; i < 15; i++) tally.Try($"case {i}", () => throw new InvalidOperationException("broken"), "query");
        tally.Try("good", () => null);
        var check = tally.Check();
        Assert.Equal((16, 15, 10), (check.Cases, check.Failed, check.Failures.Count));
        Assert.Equal(
            new BehaviourFailure
            {
                Case = "case 0",
                What = "the engine threw InvalidOperationException: broken",
                Query = "query",
            },
            check.Failures[0]
        );
    }

    [Fact]
    public void Golden_cases_hold_where_they_are_true()
    {
        using var engine = RecsysEngine.Open(shop.Bundle);
        var (query, user) = (shop.Dataset.Searches[0].Query, shop.Dataset.Users.First(user => user.Events.Length > 3));
        var (first, second) = (
            engine.Catalogue[engine.Search(query, 1).Hits[0].Product],
            engine.Catalogue[engine.Recommend(Subjects.Events(user), 2).Hits[1].Product]
        );
        var never = engine.Catalogue[engine.Search(query, 60).Hits[59].Product];
        var check = Golden(
            new GoldenCase
            {
                Name = "a",
                Query = query,
                K = 1,
                Must = [new() { Product = first.ProductId }],
                MustNot = [new() { Product = never.ProductId }],
            },
            new GoldenCase
            {
                Name = "b",
                Query = query,
                K = 1,
                Must = [new() { Category = first.Category }],
            },
            new GoldenCase
            {
                Name = "c",
                Query = query,
                K = 1,
                Must = [new() { Category = first.Category.Split(" > ")[0] }],
            },
            new GoldenCase
            {
                Name = "d",
                Query = query,
                K = 1,
                Must = [new() { Title = System.Text.RegularExpressions.Regex.Escape(first.Title.ToUpperInvariant()) }],
            },
            new GoldenCase
            {
                Name = "e",
                User = user.Id,
                K = 2,
                Must = [new() { Product = second.ProductId }],
            }
        );
        Assert.Equal((5, 0), (check.Cases, check.Failed));
    }

    [Fact]
    public void A_golden_case_that_is_not_true_or_can_never_be_fails_by_its_name()
    {
        using var engine = RecsysEngine.Open(shop.Bundle);
        var query = shop.Dataset.Searches[0].Query;
        var hits = engine.Search(query, 60).Hits;
        var (first, last) = (engine.Catalogue[hits[0].Product], engine.Catalogue[hits[^1].Product]);
        var one = new GoldenCase { Name = "case", Query = query };
        GoldenFails(
            $"0 of the first 10 are product {last.ProductId}, and at least 1 must be",
            one with
            {
                Must = [new() { Product = last.ProductId }],
            }
        );
        GoldenFails(
            $"1 of the first 10 are product {first.ProductId}, and at least 2 must be",
            one with
            {
                Must = [new() { Product = first.ProductId, AtLeast = 2 }],
            }
        );
        GoldenFails(
            $"rank 1 is category {first.Category}, which must not be",
            one with
            {
                MustNot = [new() { Category = first.Category }],
            }
        );
        GoldenFails("is it misspelt?", one with { Must = [new() { Category = first.Category[..^1] }] });
        GoldenFails("is it misspelt?", one with { MustNot = [new() { Product = "no such product" }] });
        GoldenFails(
            "there is no such user in the dataset",
            new GoldenCase
            {
                Name = "case",
                User = "nobody",
                Must = [new() { Title = "." }],
            }
        );
    }

    [Fact]
    public void The_same_users_and_queries_are_asked_of_every_bundle_of_a_dataset()
    {
        var (one, other) = (new Subjects(shop.Dataset), new Subjects(Dataset.Load(shop.DatasetFolder)));
        Assert.Equal(one.Queries, other.Queries);
        Assert.Equal(one.Users.Select(user => user.Name), other.Users.Select(user => user.Name));
        Assert.InRange(one.Users.Count, 60, 200);
        Assert.All(one.Queries, query => Assert.DoesNotContain(query.Text, query.Name, StringComparison.Ordinal));
    }
}
