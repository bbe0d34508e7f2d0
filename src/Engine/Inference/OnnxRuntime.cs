using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Recsys.Contracts.Artifacts;

namespace Recsys.Engine.Inference;

/// <summary>Starts ONNX Runtime and opens graphs the same way everywhere.</summary>
internal static partial class OnnxRuntime
{
    private static readonly Lock Gate = new();
    private static bool _silenced;

    /// <summary>Opens one graph: sequential, without spinning threads, DequantizeLinear of constants folded at load.</summary>
    /// <param name="graph">The file's bytes.</param>
    /// <param name="path">Named in errors.</param>
    /// <param name="threads">Threads inside one call.</param>
    /// <exception cref="ArtifactException">ONNX Runtime refuses the graph; names the file.</exception>
    public static InferenceSession Open(byte[] graph, string path, int threads)
    {
        SilenceTelemetry();
        using var session = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        // Weights are stored as int8 and computed in float32: unpack them once, not in every call.
        session.AddSessionConfigEntry("session.disable_quant_qdq", "1");
        try
        {
            return new InferenceSession(graph, session);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ArtifactException($"{path} cannot be loaded by ONNX Runtime: {e.Message} Remedy: run Quantize again.", e);
        }
    }

    /// <summary>
    /// On Linux and macOS the library starts its telemetry (a thread, a database in the home folder, uploads) when it
    /// creates its environment, before DisableTelemetryEvents can be called; only this variable, set in the C
    /// library's own environment, prevents it. Environment.SetEnvironmentVariable alone does not reach native code.
    /// </summary>
    private static void SilenceTelemetry()
    {
        lock (Gate)
        {
            if (_silenced) return;
            Environment.SetEnvironmentVariable("ORT_DISABLE_TELEMETRY", "1");
            if (!OperatingSystem.IsWindows()) _ = SetEnvironment("ORT_DISABLE_TELEMETRY", "1", 1);
            OrtEnv.Instance().DisableTelemetryEvents();
            _silenced = true;
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
