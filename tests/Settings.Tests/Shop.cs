using Recsys.Contracts.Faults;
using Recsys.Judge.Gates;
using Recsys.Testing;
using Xunit;

namespace Recsys.Settings.Tests;

/// <summary>A folder with settings files, and short words to load them.</summary>
internal sealed class Shop : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Shop(string settings = "{}") => File(SettingsRequest.DefaultFile, settings);

    public string Root => _folder.Root;

    public Shop File(string name, string text)
    {
        _folder.Write(name, text);
        return this;
    }

    public SettingsRequest Request(params (string Name, string Value)[] variables) => new()
    {
        WorkingDirectory = Root,
        Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value),
    };

    public RecsysSettings Load(params (string Name, string Value)[] variables) =>
        SettingsLoader.Load(Request(variables), GateVocabulary.Words);

    /// <summary>The mistakes that loading reports.</summary>
    public IReadOnlyList<SettingsMistake> Mistakes(params (string Name, string Value)[] variables) => Mistakes(Request(variables));

    public IReadOnlyList<SettingsMistake> Mistakes(SettingsRequest request) =>
        Assert.Throws<SettingsException>(() => SettingsLoader.Load(request, GateVocabulary.Words)).Mistakes;

    public void Dispose() => _folder.Dispose();
}
