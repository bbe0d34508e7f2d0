using Recsys.Contracts.Artifacts;
using Recsys.Model.Architecture;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Settings;
using static TorchSharp.torch;

namespace Recsys.Model.Networks;

/// <summary>The networks together: item space, user encoder and query encoder over one set of parameters.</summary>
public sealed class Recommender : IDisposable
{
    private const int Chunk = 4096;
    private readonly bool[] _known;

    private Recommender(EncoderShape shape, NetworkDescription network, Parameters parameters, Dataset dataset, double dropout)
    {
        Shape = shape;
        Parameters = parameters;
        Text = new TextEncoder(network.Text, parameters);
        Items = new ItemSpace(network, parameters, Text, dataset.Products);
        Users = new UserEncoder(network.Users, parameters, dropout);
        _known = KnownProducts(dataset);
    }

    public EncoderShape Shape { get; }

    public Parameters Parameters { get; }

    public ItemSpace Items { get; }

    public UserEncoder Users { get; }

    public TextEncoder Text { get; }

    /// <summary>Fresh parameters from the seed.</summary>
    public static Recommender Create(TrainSettings settings, int seed, Dataset dataset)
    {
        var shape = new EncoderShape
        {
            Dimensions = settings.Dimensions,
            Length = settings.Length,
            Blocks = settings.Blocks,
            Heads = settings.Heads,
            FeedForward = settings.FeedForward,
            TextBuckets = settings.TextBuckets,
        };
        var network = new NetworkDescription(shape, dataset.Products.Length);
        var parameters = new Parameters();
        using var generator = new Generator((ulong)seed, CPU);
        foreach (var spec in network.Trainable) parameters.Add(spec, generator);
        return new Recommender(shape, network, parameters, dataset, settings.Dropout);
    }

    /// <summary>Parameters from a checkpoint.</summary>
    public static Recommender Restore(EncoderShape shape, IReadOnlyDictionary<string, FloatTensor> tensors, Dataset dataset, double dropout)
    {
        var network = new NetworkDescription(shape, dataset.Products.Length);
        var parameters = new Parameters();
        foreach (var spec in network.Trainable) parameters.Set(spec.Name, tensors[spec.Name]);
        return new Recommender(shape, network, parameters, dataset, dropout);
    }

    /// <summary>
    /// Final vectors [N, d] of the whole catalogue. Products without an event in the train split have learned no identity
    /// and are served by their text alone.
    /// </summary>
    public FloatTensor ItemVectors()
    {
        using var guard = no_grad();
        var count = _known.Length;
        var data = new float[(long)count * Shape.Dimensions];
        for (var start = 0; start < count; start += Chunk)
        {
            using var scope = NewDisposeScope();
            var products = Enumerable.Range(start, Math.Min(Chunk, count - start)).Select(i => (long)i).ToArray();
            var vectors = Items.Vectors(products, [.. products.Select(product => _known[product] ? 1f : 0f)]);
            System
                .Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(vectors.contiguous().bytes)
                .CopyTo(data.AsSpan(start * Shape.Dimensions));
        }
        return new FloatTensor([count, Shape.Dimensions], data);
    }

    /// <summary>Everything a checkpoint holds: the parameters and the final item vectors.</summary>
    public SortedDictionary<string, FloatTensor> Export()
    {
        var tensors = Parameters.Export();
        tensors[NetworkDescription.ItemVectors] = ItemVectors();
        return tensors;
    }

    public void Dispose() => Parameters.Dispose();

    private static bool[] KnownProducts(Dataset dataset)
    {
        var known = new bool[dataset.Products.Length];
        foreach (var user in dataset.Users)
            foreach (var e in user.Events)
                if (e.Split == Split.Train) known[e.Product] = true;
        return known;
    }
}
