using Microsoft.ML.OnnxRuntime;
using Recsys.Engine.Inference;
using Recsys.Model.Onnx;

namespace Recsys.Engine.Tests.Support;

/// <summary>Runs a small graph with the engine's session settings.</summary>
internal static class OnnxRun
{
    public static float[] Run(Action<GraphBuilder> build, params (string Name, OrtValue Value)[] inputs)
    {
        var graph = new GraphBuilder("test");
        build(graph);
        using var session = OnnxRuntime.Open(graph.ToBytes(), "test.onnx", threads: 1);
        using var run = new RunOptions();
        using var results = session.Run(run, [.. inputs.Select(input => input.Name)], [.. inputs.Select(input => input.Value)], ["y"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public static OrtValue Floats(long[] shape, params float[] values) => OrtValue.CreateTensorValueFromMemory(values, shape);

    public static OrtValue Longs(params long[] values) => OrtValue.CreateTensorValueFromMemory(values, [values.Length]);
}
