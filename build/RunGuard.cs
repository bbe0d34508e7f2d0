using Cake.Core;
using Cake.Frosting;
using Recsys.Build.Tasks;

namespace Recsys.Build;

/// <summary>
/// Before the first task that may write artefacts: this run's lock on them. Here and not in the global setup, which runs in a dry run too.
/// </summary>
public sealed class RunGuard : FrostingTaskSetup<BuildContext>
{
    private static readonly string[] Readers = [nameof(Default), nameof(Test), nameof(History), nameof(Doctor), nameof(Benchmark)];

    public override void Setup(BuildContext context, ITaskSetupContext info)
    {
        if (!Readers.Contains(info.Task.Name, StringComparer.OrdinalIgnoreCase)) context.Pipeline.Begin();
    }
}
