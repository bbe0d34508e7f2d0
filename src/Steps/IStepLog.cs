namespace Recsys.Steps;

/// <summary>Where the steps say what they do; whoever runs them decides where that is shown.</summary>
public interface IStepLog
{
    /// <summary>For everybody.</summary>
    void Information(string text);

    /// <summary>For those who asked for more.</summary>
    void Verbose(string text);

    /// <summary>Something to look at that stops nothing.</summary>
    void Warning(string text);
}
