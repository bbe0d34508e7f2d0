using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class ToolTests
{
    [Fact]
    public void Tools_are_installed_in_order_after_the_constructors_and_before_setup()
    {
        var run = Shop()
            .With(host => host.InstallTool(new Uri("shelf:?package=saw")).InstallTool(new Uri("shelf:?package=file")))
            .Run("--target=Uses");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["constructor: none", "saw into tools", "file into tools", "task: saw"], run.Notes);
    }

    [Fact]
    public void They_go_where_the_configuration_says()
    {
        var run = Shop()
            .With(host => host.InstallTool(new Uri("shelf:?package=saw")).SetToolPath("shed"))
            .Run("--target=Uses");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("saw into shed", run.Notes);
    }

    [Fact]
    public void A_package_that_nobody_can_install_is_an_error()
    {
        var run = Shop().With(host => host.InstallTool(new Uri("cellar:?package=saw"))).Run("--target=Uses");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'cellar'", run.Error);
        Assert.Equal(["constructor: none"], run.Notes);
    }

    [Fact]
    public void The_step_is_told_of_when_verbose()
    {
        Assert.Contains("Installing tools...", WithSaw().Run("--target=Uses", "-v", "Verbose").Output);
        Assert.DoesNotContain("Installing tools...", WithSaw().Run("--target=Uses").Output);
    }

    [Fact]
    public void The_installer_can_be_replaced()
    {
        var run = WithSaw()
            .With(host => host.ConfigureServices(services => services.AddSingleton<IToolInstaller, Refuses>()))
            .Run("--target=Uses");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no saw today", run.Error);
    }

    private static TestHost Shop() => new TestHost().Task<Uses>().With(host => host.UsePackageInstaller<Shelf>());

    private static TestHost WithSaw() =>
        Shop().With(host => host.InstallTool(new Uri("shelf:?package=saw")));

    private sealed class Shelf(IFileSystem files, ICakeEnvironment environment, Journal journal) : IPackageInstaller
    {
        public bool CanInstall(PackageReference package, PackageType type) => package.Scheme == "shelf";

        public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path)
        {
            var folder = path.MakeAbsolute(environment);
            journal.Notes.Add($"{package.Package} into {folder.GetDirectoryName()}");
            var file = folder.CombineWithFilePath(package.Package);
            Directory.CreateDirectory(folder.FullPath);
            File.WriteAllText(file.FullPath, string.Empty);
            return [files.GetFile(file)];
        }
    }

    private sealed class Uses : FrostingTask<NotingContext>
    {
        public Uses(ICakeContext context, Journal journal) =>
            journal.Notes.Add("constructor: " + (context.Tools.Resolve("saw")?.GetFilename().FullPath ?? "none"));

        public override void Run(NotingContext context) =>
            context.Note("task: " + context.Tools.Resolve("saw").GetFilename());
    }

    private sealed class Refuses : IToolInstaller
    {
        public void Install(PackageReference tool) => throw new CakeException($"no {tool.Package} today");
    }
}
