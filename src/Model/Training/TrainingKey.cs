using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Networks;
using Recsys.Settings;
using TorchSharp;

namespace Recsys.Model.Training;

/// <summary>Hash over everything a training run's bytes depend on. A state with another key belongs to another run.</summary>
public static class TrainingKey
{
    /// <summary>Versions of the code that trains.</summary>
    public static string Code =>
        string.Join(' ', new[] { typeof(TrainingKey), typeof(RecsysEngine), typeof(ContentHash), typeof(torch) }.Select(Version));

    /// <summary>Features of the processor that change sums.</summary>
    public static string Processor => Avx512F.IsSupported ? "avx512" : Avx2.IsSupported ? "avx2" : "other";

    /// <param name="parameters">As the run begins: a checkpoint's, a pruned one's, or fresh from the seed.</param>
    public static string Of(
        RecsysSettings settings,
        Dataset dataset,
        Parameters parameters,
        int epochs,
        double learningRate,
        bool keepStart,
        bool validated
    )
    {
        var text = new StringBuilder();
        Add("code", Code);
        Add("cpu", Processor);
        Add("threads", settings.Threads);
        Add("seed", settings.Seed);
        Add("settings.train", SettingsHash.Of(settings.Train));
        Add("settings.recommend", SettingsHash.Of(settings.Recommend));
        Add("settings.classify", SettingsHash.Of(settings.Classify)); // what is held out of the dataset
        Add("dataset", dataset.Learning);
        Add("parameters", Hash(parameters));
        Add("epochs", epochs);
        Add("learning rate", learningRate);
        Add("keep start", keepStart);
        Add("validated", validated);
        return ContentHash.OfText(text.ToString());

        void Add(string name, object value) => text.Append(CultureInfo.InvariantCulture, $"{name}={value}\n");
    }

    // Changes with every change of the code: builds are deterministic.
    private static string Version(Type type) => type.Module.ModuleVersionId.ToString("N");

    private static string Hash(Parameters parameters)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            foreach (var (name, value) in parameters.Export())
            {
                stream.Write(Encoding.UTF8.GetBytes($"{name}[{string.Join(',', value.Shape)}]\n"));
                Bytes.Write(stream, value.Data);
            }
        }
        return Convert.ToHexStringLower(hash.Hash!);
    }
}
