using System.Text.Json;
using System.Text.Json.Serialization;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Checkpoints;

namespace Recsys.Model.Training;

/// <summary>
/// Keeps the state of one training run in <c>OUT.resume/</c> beside the folder that the run will write: the tensors, the numbers with the
/// tensors' hash, and the numbers' own hash. It is replaced as a whole; a state that does not match its hashes is ignored.
/// </summary>
/// <param name="target">The folder the run will write.</param>
/// <param name="clock">When the next state inside an epoch is due; what is computed does not depend on it.</param>
/// <param name="log">Told of a state that is taken up, ignored or cannot be written.</param>
/// <param name="interval">Time between states inside an epoch; default: a minute, or more where writing is slow.</param>
public sealed class TrainingStateFile(string target, TimeProvider clock, Action<string> log, TimeSpan? interval = null)
{
    private const int CurrentVersion = 1, Share = 20; // writing takes at most a twentieth of the time
    private const string NumberFile = "state.json", TensorFile = "state.safetensors", HashFile = "state.sha256";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly string _folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target)) + ".resume";
    private long _last = clock.GetTimestamp();
    private TimeSpan _cost;

    /// <summary>The folder of the state.</summary>
    public string Path => _folder;

    /// <summary>Whether the last state is so old that one inside the epoch is worth its time.</summary>
    public bool IsDue
    {
        get
        {
            var usual = _cost * Share > Minute ? _cost * Share : Minute;
            return clock.GetElapsedTime(_last) >= (interval ?? usual);
        }
    }

    /// <summary>Writes the state. A disk that has no room for it does not stop the training.</summary>
    public void Save(string key, TrainingState state)
    {
        var start = clock.GetTimestamp();
        try
        {
            using var folder = new AtomicFolder(_folder);
            Safetensors.Write(folder.File(TensorFile), state.Tensors);
            var numbers = JsonSerializer.SerializeToUtf8Bytes(
                new Content(CurrentVersion, key, ContentHash.OfFile(folder.File(TensorFile)), state.Progress),
                Json
            );
            File.WriteAllBytes(folder.File(NumberFile), numbers);
            File.WriteAllText(folder.File(HashFile), ContentHash.OfBytes(numbers));
            folder.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log($"{_folder} could not be written, training goes on without it: {e.Message}");
        }
        (_last, _cost) = (clock.GetTimestamp(), clock.GetElapsedTime(start));
    }

    /// <summary>The state of an interrupted run with this key, or null. Any other state is removed.</summary>
    public TrainingState? Load(string key)
    {
        AtomicFolder.Recover(_folder);
        if (!Directory.Exists(_folder)) return null;
        try
        {
            foreach (var name in new[] { NumberFile, TensorFile, HashFile })
                if (!File.Exists(System.IO.Path.Combine(_folder, name))) return Ignore($"it has no {name}");
            var numbers = File.ReadAllBytes(System.IO.Path.Combine(_folder, NumberFile));
            if (File.ReadAllText(System.IO.Path.Combine(_folder, HashFile)) != ContentHash.OfBytes(numbers))
                throw new ArtifactException($"{NumberFile} is not the file that was written");
            var content = JsonSerializer.Deserialize<Content>(numbers, Json) ?? throw new JsonException($"{NumberFile} is empty");
            if (content.FormatVersion != CurrentVersion || content.Key != key)
                return Ignore("it belongs to a run with other inputs, settings or code");
            var tensors = System.IO.Path.Combine(_folder, TensorFile);
            if (ContentHash.OfFile(tensors) != content.Tensors)
                throw new ArtifactException($"{TensorFile} is not the file that was written");
            return new TrainingState(content.Progress, Safetensors.Read(tensors));
        }
        catch (Exception e) when (e is ArtifactException or JsonException or IOException or UnauthorizedAccessException)
        {
            return Ignore(e.Message);
        }
    }

    /// <summary>Removes a state that cannot be used, and says why.</summary>
    /// <returns>null.</returns>
    public TrainingState? Ignore(string reason)
    {
        log($"starting anew, {_folder} is not used: {reason}");
        Remove();
        return null;
    }

    /// <summary>Removes the state: the run is complete.</summary>
    public void Remove()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private sealed record Content(int FormatVersion, string Key, string Tensors, TrainingProgress Progress);
}
