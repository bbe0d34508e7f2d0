using Recsys.Model.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Recsys.Model.Training;

/// <summary>The training objective of one batch: softmax cross-entropy of users' next purchases and of queries' products.</summary>
public sealed class Losses(Recommender model, double searchWeight)
{
    // Scalars outlive the native calls that read them.
    private static readonly Scalar Excluded = (-1e9f).ToScalar();
    private readonly Scalar _searchWeight = searchWeight.ToScalar();

    /// <param name="batch">The step's input.</param>
    /// <param name="identity">Factor of each product's identity vector, [n].</param>
    /// <returns>Scalar tensor; null when the batch has neither a target nor a query.</returns>
    public Tensor? Of(Batch batch, float[] identity)
    {
        var vectors = model.Items.Vectors(batch.Products, identity);
        Tensor? total = null;
        if (batch.Positions.Length > 0)
        {
            var users = Encode(vectors, batch).view(-1, model.Shape.Dimensions).index_select(0, Ids(batch.Positions));
            total = CrossEntropy(users, vectors, batch.Targets, batch.Negatives);
        }
        if (batch.Queries.Count > 0)
        {
            var search = CrossEntropy(model.Text.Queries(FeatureBags.Of(batch.Queries)), vectors, batch.QueryTargets, batch.Negatives)
                .mul(_searchWeight);
            total = total is null ? search : total.Plus(search);
        }
        return total;
    }

    private Tensor Encode(Tensor vectors, Batch batch)
    {
        long users = batch.Users, length = batch.Length;
        var items = vectors.index_select(0, Ids(batch.Items)).view(users, length, model.Shape.Dimensions);
        var present = tensor(batch.Present, [users, length, 1]);
        return model.Users.Forward(
            items,
            tensor(batch.Types, [users, length]),
            tensor(batch.Gaps, [users, length]),
            present,
            AttentionMask.Of(batch.Present, users, length),
            training: true
        );
    }

    // Full softmax over all vectors without negatives, else over the target and the shared negatives, where a negative
    // that is the target itself does not count.
    private static Tensor CrossEntropy(Tensor left, Tensor vectors, long[] targets, long[] negatives)
    {
        var target = Ids(targets);
        if (negatives.Length == 0) return functional.cross_entropy(left.matmul(vectors.t()), target);
        var negative = Ids(negatives);
        var hit = left.mul(vectors.index_select(0, target)).sum(1, keepdim: true);
        var miss = left.matmul(vectors.index_select(0, negative).t()).masked_fill(target.unsqueeze(1).eq(negative.unsqueeze(0)), Excluded);
        return functional.cross_entropy(cat([hit, miss], 1), zeros(targets.Length, dtype: ScalarType.Int64));
    }

    private static Tensor Ids(long[] ids) => tensor(ids, [ids.Length]);
}

/// <summary>Additive attention masks.</summary>
public static class AttentionMask
{
    private const float Excluded = -1e9f;

    /// <summary>Later events and padding are excluded.</summary>
    /// <param name="present">[B·L], 1 for an event and 0 for padding.</param>
    /// <returns>[B, 1, L, L].</returns>
    public static Tensor Of(float[] present, long users, long length)
    {
        var mask = new float[users * length * length];
        for (long b = 0, at = 0; b < users; b++)
            for (var query = 0; query < length; query++)
                for (var key = 0; key < length; key++, at++)
                    if (key > query || present[b * length + key] == 0) mask[at] = Excluded;
        return tensor(mask, [users, 1, length, length]);
    }
}
