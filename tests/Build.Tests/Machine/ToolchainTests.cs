using Cake.Core;
using NSubstitute;
using Recsys.Build.Image;
using Recsys.Build.Machine;
using Recsys.Build.Tests.Testing;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Machine;

public sealed class ToolchainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingProcessRunner _processes = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_SDK_is_the_one_that_answers_for_this_checkout()
    {
        _processes.When("--version", "10.0.401\n");
        Assert.Equal(new Finding(".NET SDK", Fitness.Fit, "10.0.401 (/opt/dotnet)"), Of("/opt/dotnet").Sdk());
        Assert.Equal("/opt/dotnet", Assert.Single(_processes.Starts).File.FullPath);
    }

    [Fact]
    public void An_SDK_that_global_json_refuses_is_unfit()
    {
        _processes.When("--version", "", exitCode: 155, error: "A compatible .NET SDK was not found.");
        var finding = Of("/opt/dotnet").Sdk();
        Assert.Equal(Fitness.Unfit, finding.Fitness);
        Assert.Contains("global.json", finding.Detail);
        Assert.Contains("install the .NET SDK", finding.Remedy);
    }

    [Fact]
    public void Without_tools_the_SDK_is_missed_and_the_linker_only_wished_for()
    {
        Assert.Equal(Fitness.Unfit, Of(null).Sdk().Fitness);
        Assert.Empty(_processes.Starts);
        var linker = Of(null).Linker();
        Assert.Equal(Fitness.Limited, linker.Fitness);
        Assert.Equal("apt-get install gcc", linker.Remedy);
        Assert.Equal(Fitness.Fit, Of("/usr/bin/gcc").Linker().Fitness);
    }

    [Fact]
    public void Missing_system_libraries_are_named_with_their_package()
    {
        var bare = new Toolchain(Context(null), new ElfDependencies([_folder.Root]));
        Assert.Equal(Fitness.Unfit, bare.CppRuntime().Fitness);
        Assert.Contains("libstdc++6", bare.CppRuntime().Remedy);
        Assert.Equal(Fitness.Unfit, bare.ImageLibraries().Fitness);
        Assert.Contains("libssl3", bare.ImageLibraries().Remedy);
        Assert.DoesNotContain("Remedy", bare.ImageLibraries().Detail);
    }

    [Fact]
    public void This_machines_libraries_are_found()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads ELF files of the system");
        var toolchain = new Toolchain(Context(null), ElfDependencies.OfThisMachine());
        Assert.Equal(Fitness.Fit, toolchain.CppRuntime().Fitness);
        Assert.Contains("GLIBCXX_3.4.32", toolchain.CppRuntime().Detail);
        Assert.Equal(Fitness.Fit, toolchain.ImageLibraries().Fitness);
    }

    private Toolchain Of(string? tool) => new(Context(tool), new ElfDependencies([_folder.Root]));

    private ICakeContext Context(string? tool)
    {
        var (context, tools) = (Substitute.For<ICakeContext>(), CakeParts.OnlyTool(tool));
        context.Tools.Returns(tools);
        context.ProcessRunner.Returns(_processes);
        return context;
    }
}
