namespace Recsys.Build.Run;

/// <summary>How a run ended, beyond done and fault.</summary>
public enum OutcomeKind
{
    None = 0,
    SettingsWrong = 2,
    VerifyFailed = 3,
    NotEnoughEvidence = 4,
    Reverted = 5,
    Interrupted = 130,
}

/// <summary>Tasks record here what happened; Program maps it to the exit code, whichever host ran the tasks.</summary>
public sealed class Outcome
{
    private OutcomeKind _kind;

    public OutcomeKind Kind => _kind;

    /// <summary>Whether the host accepted the command line. A parser's refusal has no code of its own under every host.</summary>
    public bool CommandLineRead { get; set; }

    /// <summary>Keeps the first kind recorded; an interruption overrides.</summary>
    public void Record(OutcomeKind kind)
    {
        if (_kind == OutcomeKind.None || kind == OutcomeKind.Interrupted) _kind = kind;
    }

    /// <summary>0 done; 255 a command line the parser rejected; the recorded kind's number; 1 any other fault.</summary>
    public int ExitCode(int host) =>
        _kind != OutcomeKind.None ? (int)_kind
        : host == 0 ? 0
        : CommandLineRead ? 1
        : 255;
}
