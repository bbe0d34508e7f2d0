namespace Recsys.Build.Run;

/// <summary>Work of later steps that begins while an earlier one leaves the machine room: each is carried out once.</summary>
public sealed class HeadStart
{
    private readonly Dictionary<string, Task> _begun = new(StringComparer.Ordinal);

    /// <summary>Begins it now, in the background.</summary>
    public void Begin(string name, Action work) => _begun.TryAdd(name, Task.Run(work));

    /// <summary>Waits for it where it has begun, else does it; throws what it threw.</summary>
    public void Finish(string name, Action work)
    {
        if (_begun.Remove(name, out var begun)) begun.GetAwaiter().GetResult();
        else work();
    }
}
