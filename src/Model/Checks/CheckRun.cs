using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Engine;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Neighbours;
using Recsys.Model.Networks;
using Recsys.Model.Training;
using Recsys.Settings;

namespace Recsys.Model.Checks;

/// <summary>Checks what must hold of a bundle whatever its metrics are. It only reports; the judge decides.</summary>
public sealed class CheckRun(Dataset dataset, RecsysSettings settings, Action<string> log)
{
    /// <param name="trained">The checkpoint that the reference was made of.</param>
    /// <param name="reference">The fp32 bundle.</param>
    /// <param name="bundle">The served bundle.</param>
    public BehaviourReport Run(Checkpoint trained, RecsysEngine reference, RecsysEngine bundle)
    {
        TorchSharp.torch.set_num_threads(settings.Threads);
        var subjects = new Subjects(dataset);
        var golden = settings.Verify.Golden is { } path ? GoldenFile.Read(path) : null;
        using var model = Recommender.Restore(trained.Info.Encoder, trained.Tensors, Refitting.Learned(settings, dataset), dropout: 0);
        var checks = new List<BehaviourCheck>
        {
            EngineEqualsTraining.Run(
                model,
                NeighbourTensors.Read(trained.Tensors, dataset.Products.Length, "the trained checkpoint"),
                reference,
                subjects
            ),
            BundleChecks.Determinism(bundle, subjects, settings.Threads),
            BundleChecks.NothingBoughtAgain(bundle, subjects),
            BundleChecks.QueryForms(bundle, subjects),
            AbsurdInput.Run(bundle),
        };
        if (golden is not null) checks.Add(GoldenQueries.Run(bundle, dataset, golden));
        foreach (var check in checks)
            log(
                $"behaviour {check.Name}: {check.Cases} cases, {check.Failed} "
                    + $"failed{string.Concat(check.Failures.Take(1).Select(failure => $": {failure.Case}: {failure.What}"))}"
            );
        return new BehaviourReport
        {
            Bundle = bundle.BundleHash,
            Dataset = dataset.Hash,
            Golden = settings.Verify.Golden is { } file ? GoldenFile.HashOf(file) : null,
            Checks = checks,
        };
    }
}
