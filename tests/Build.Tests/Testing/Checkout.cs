using Cake.Core;
using Cake.Core.IO;
using NSubstitute;
using Recsys.Build.Arguments;
using Recsys.Build.Delivery;
using Recsys.Build.Run;
using Recsys.Build.Tools;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;
using Recsys.Steps;
using Recsys.Testing;

namespace Recsys.Build.Tests.Testing;

/// <summary>A small repository whose model tool counts as compiled, and a build context in it that starts no processes.</summary>
internal sealed class Checkout : IDisposable
{
    public const string Gate = """{ "lead": { "against": "popularity", "at_least": 0.05 } }""";

    private readonly TemporaryFolder _folder = new("my shop");

    public Checkout(string settings = $$"""{ "name": "shop", "verify": { "gates": {{Gate}} } }""")
    {
        Write("recsys.json", settings);
        foreach (var file in new[] { "Directory.Build.props", "Directory.Packages.props", "global.json" })
            Write(file, file == "global.json" ? "{}" : "<Project />");
        Write("LICENSE", "free");
        foreach (
            var folder in new[]
            {
                "src/Model",
                "src/Engine",
                "src/Contracts",
                "src/Settings",
                "src/Judge",
                "src/Steps",
                "src/Server",
                "build/Image",
            }
        )
            Write($"{folder}/A.cs", folder);
        Write(System.IO.Path.GetRelativePath(Root, Tool), "");
        Write(".build/model.hash", ModelBuild.Version(Root, Hashes));
    }

    public string Root => _folder.Root;

    /// <summary>The compiled model tool.</summary>
    public string Tool => new CompiledOutput(Root).Assembly("src/Model", "Recsys.Model.dll");

    public RecordingProcessRunner Processes { get; } = new();

    /// <summary>Hashes of its files.</summary>
    public HashMemo Hashes => new(At("hashes.tsv"), TimeProvider.System);

    public LogLines Log { get; } = new();

    public Recsys.Build.Run.Outcome Outcome { get; } = new();

    /// <summary>What a verdict of this shop rests on.</summary>
    public Provenance Provenance =>
        new() { Settings = SettingsHash.Of(Context().Settings, JudgedSettings.LeftOut), Code = ContentHash.OfText("code") };

    public string At(params string[] names) => _folder.At(names);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Takes over another shop's bundle, dataset and verdict.</summary>
    public void Take(Recsys.Testing.Judge.Shop shop)
    {
        foreach (var folder in new[] { shop.Layout.Bundle, shop.Layout.Dataset, shop.Layout.Verify })
            foreach (var file in Directory.GetFiles(folder))
                Write($"artifacts/shop/{System.IO.Path.GetFileName(folder)}/{System.IO.Path.GetFileName(file)}", File.ReadAllText(file));
    }

    /// <summary>The context, with its settings loaded as Setup loads them.</summary>
    public BuildContext Context(params (string Name, string Value)[] arguments)
    {
        var cake = Substitute.For<ICakeContext>();
        var environment = CakeParts.EnvironmentWith();
        environment.WorkingDirectory.Returns(new DirectoryPath(Root));
        var given = Arguments([("target", "Default"), .. arguments]);
        var tools = CakeParts.OnlyTool(System.Environment.ProcessPath);
        cake.Environment.Returns(environment);
        cake.Arguments.Returns(given);
        cake.Tools.Returns(tools);
        cake.FileSystem.Returns(CakeParts.Files);
        cake.ProcessRunner.Returns(Processes);
        cake.Log.Returns(Log);
        var context = new BuildContext(cake, Outcome, TimeProvider.System);
        context.Use(
            SettingsLoader.Load(SettingsArguments.Request(given, Root) with { Variables = new Dictionary<string, string>() }),
            RunOptions.None,
            new CacheSettings(null, 0)
        );
        return context;
    }

    public static ICakeArguments Arguments(params (string Name, string Value)[] arguments)
    {
        var given = Substitute.For<ICakeArguments>();
        IDictionary<string, ICollection<string>> all = arguments
            .GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                one => one.Key,
                one => (ICollection<string>)[.. one.Select(pair => pair.Value)],
                StringComparer.OrdinalIgnoreCase
            );
        given.GetArguments().Returns(all);
        given.HasArgument(Arg.Any<string>()).Returns(call => all.ContainsKey(call.Arg<string>()));
        given.GetArguments(Arg.Any<string>()).Returns(call => all.TryGetValue(call.Arg<string>(), out var values) ? values : []);
        return given;
    }

    public void Dispose() => _folder.Dispose();
}
