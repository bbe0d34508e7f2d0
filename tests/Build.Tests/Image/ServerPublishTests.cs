using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;
using Recsys.Build.Image;
using Recsys.Build.Tests.Testing;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Image;

public sealed class ServerPublishTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("my shop");
    private readonly RecordingProcessRunner _processes = new();
    private readonly LogLines _log = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("clang gcc", ServerKind.Native, "")]
    [InlineData("gcc", ServerKind.Native, " /property:CppCompilerAndLinker=gcc")]
    [InlineData("", ServerKind.Trimmed, " /property:PublishAot=false /property:PublishTrimmed=true")]
    public void The_linker_on_the_path_decides_how_the_server_is_compiled(string linkers, ServerKind expected, string properties)
    {
        _folder.Write("server/left over", "x");
        Assert.Equal(
            expected,
            new ServerPublish(Context(linkers.Split(' '))).Publish("src/Server/Server.csproj", _folder.At("server"), new())
        );
        Assert.Equal(
            $"publish \"src/Server/Server.csproj\" --output \"{_folder.At("server")}\" --configuration Release --nologo "
                + $"--self-contained{properties} --verbosity quiet",
            Assert.Single(_processes.Arguments)
        );
        Assert.False(File.Exists(_folder.At("server", "left over")));
        Assert.Equal(
            expected == ServerKind.Trimmed,
            _log.Lines.Any(line => line.Contains("apt-get install gcc", StringComparison.Ordinal))
        );
    }

    private ICakeContext Context(string[] linkers)
    {
        var tools = Substitute.For<IToolLocator>();
        tools
            .Resolve(Arg.Any<string>())
            .Returns(call => linkers.Contains(call.Arg<string>()) ? (FilePath)$"/usr/bin/{call.Arg<string>()}" : null);
        tools.Resolve(Arg.Any<IEnumerable<string>>()).Returns((FilePath)"/usr/bin/dotnet");
        var context = Substitute.For<ICakeContext>();
        var environment = CakeParts.EnvironmentWith();
        context.Tools.Returns(tools);
        context.Environment.Returns(environment);
        context.FileSystem.Returns(CakeParts.Files);
        context.ProcessRunner.Returns(_processes);
        context.Log.Returns(_log);
        return context;
    }
}
