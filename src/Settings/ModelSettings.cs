using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Recsys.Settings;

/// <summary>The networks and their training.</summary>
public sealed record TrainSettings
{
    [Description("Length of item, user and query vectors; a multiple of 32.")]
    [Range(32, 512)]
    public int Dimensions { get; init; } = 64;

    [Description("Self-attention blocks of the user encoder.")]
    [Range(1, 8)]
    public int Blocks { get; init; } = 2;

    [Description("Attention heads; divides dimensions.")]
    [Range(1, 16)]
    public int Heads { get; init; } = 2;

    [Description("Events of a user's history that the encoder sees, the newest ones.")]
    [Range(5, 500)]
    public int Length { get; init; } = 50;

    [Description("Width of the feed-forward layers before pruning.")]
    [Range(32, 4096)]
    public int FeedForward { get; init; } = 128;

    [Description("Share of activations dropped in training.")]
    [Range(0.0, 0.9)]
    public double Dropout { get; init; } = 0.2;

    [Description("Hash buckets of the text features.")]
    [Range(256, 4_194_304)]
    public int TextBuckets { get; init; } = 16_384;

    [Description("Users per step.")]
    [Range(1, 4096)]
    public int BatchSize { get; init; } = 128;

    [Description("Step size of the Adam optimizer.")]
    [Range(0.000001, 1.0)]
    public double LearningRate { get; init; } = 0.001;

    [Description("Epochs after which training stops in any case.")]
    [Range(1, 1000)]
    public int MaxEpochs { get; init; } = 40;

    [Description("Epochs without a better validation NDCG@10 before training stops.")]
    [Range(1, 100)]
    public int Patience { get; init; } = 3;

    [Description("Sampled softmax: shared uniform negatives per step; 0 for the full softmax over the catalogue.")]
    [Range(0, 100_000)]
    public int Negatives { get; init; } = 512;

    [Description("The target after an event is drawn from the user's next purchases, at most this many; 1 for the very next.")]
    [Range(1, 1000)]
    public int Horizon { get; init; } = 10;

    [Description("Share of an item's identity vector dropped in training, so that its text alone must serve new products.")]
    [Range(0.0, 0.9)]
    public double IdentityDropout { get; init; } = 0.1;

    [Description("Weight of the search loss beside the recommendation loss.")]
    [Range(0.0, 100.0)]
    public double SearchWeight { get; init; } = 1.0;

    [Description(
        "true: once the best epoch is known, train anew for as many epochs on train and validation part together, so that the newest "
            + "events are not lost; the memory learns from both too. false: nothing that is served learns from the validation part."
    )]
    public bool Refit { get; init; } = true;

    [Description("What is remembered beside the networks: item-to-item weights, blended with them.")]
    public MemorySettings Memory { get; init; } = new();
}

/// <summary>The memory part: who bought this also bought that.</summary>
public sealed record MemorySettings
{
    [Description("ease: linear model over all pairs, for up to 20,000 products; knn: neighbours by cosine.")]
    [AllowedValues("ease", "knn")]
    public string Weights { get; init; } = "ease";

    [Description("Weights kept per product.")]
    [Range(1, 1000)]
    public int Neighbours { get; init; } = 50;

    [Description("Regularization of ease; 0: of 50 and 200 the one with the better blend on the validation part.")]
    [Range(0.0, 100_000.0)]
    public double Lambda { get; init; }

    [Description("Shrinkage of knn: takes weight from pairs that few have bought.")]
    [Range(0.0, 10_000.0)]
    public double Shrink { get; init; } = 20;
}

/// <summary>Structured pruning of the feed-forward width, and the fine-tuning after it.</summary>
public sealed record PruneSettings
{
    [Description("Share of the feed-forward neurons kept.")]
    [Range(0.05, 1.0)]
    public double Keep { get; init; } = 0.5;

    [Description("Epochs of fine-tuning after pruning.")]
    [Range(0, 100)]
    public int FineTuneEpochs { get; init; } = 1;

    [Description("Step size of the fine-tuning.")]
    [Range(0.000001, 1.0)]
    public double LearningRate { get; init; } = 0.0003;
}

/// <summary>Number formats of the served bundle.</summary>
public sealed record QuantizeSettings
{
    [Description("Item vectors and text tables.")]
    [AllowedValues("int8", "float32")]
    public string Tables { get; init; } = "int8";

    [Description("Weights of the encoders' linear layers.")]
    [AllowedValues("int8", "float32")]
    public string Weights { get; init; } = "int8";
}
