using Xunit;

namespace Recsys.Build.Tests.Scripts;

public sealed class BuildScriptTests
{
    [Fact]
    public async Task The_build_starts_in_the_root_and_learns_where_the_caller_was()
    {
        using var checkout = new FakeCheckout("路径 with 'spaces' & more");
        var elsewhere = Directory.CreateDirectory(checkout.At("../else where")).FullName;
        var (code, output, error) = await checkout.RunFrom(elsewhere, "--target=Deploy");
        Assert.Equal((0, "", "Compiling the build and the model tool, about half a minute…\n"), (code, output, error));
        Assert.Equal((checkout.At("../tools/dotnet"), checkout.Root, elsewhere, "11", checkout.At("../tools/dotnet")), checkout.Started);
        Assert.Equal([".build/compiled/bin/Build/release_any/Build.dll", "--target=Deploy"], checkout.Arguments);
        Assert.Equal(
            [
                "build", "build/Start.slnf", "-c", "Release", "-v", "quiet", "--nologo",
                $"-p:ArtifactsPath={checkout.At(".build/compiled")}", "-p:RunAnalyzers=false",
            ],
            File.ReadAllLines(checkout.At("compiler-arguments"))
        );
    }

    [Fact]
    public async Task Arguments_reach_the_build_as_they_were_typed()
    {
        using var checkout = new FakeCheckout();
        string[] arguments = ["--data=a folder", "it's \"quoted\"", "中文 商店", "", "$HOME * `ls` \\", "--", "line\nend"];
        await checkout.Run(arguments);
        Assert.Equal(arguments, checkout.Arguments[1..]);
    }

    [Fact]
    public async Task No_arguments_stay_no_arguments()
    {
        using var checkout = new FakeCheckout();
        Assert.Equal(0, (await checkout.Run()).Code);
        Assert.Single(checkout.Arguments);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(130)]
    public async Task The_exit_code_of_the_build_passes_through(int code)
    {
        using var checkout = new FakeCheckout();
        Assert.Equal(code, (await checkout.RunWith(new() { ["FAKE_EXIT"] = $"{code}" })).Code);
    }

    [Theory]
    [InlineData("line one\nline two", ".build/compiled/bin/Build/release_any/Build.dll: line one\nline two\n")]
    [InlineData("", null)]
    public async Task The_private_key_reaches_the_build_and_no_tool_before_it(string key, string? seen)
    {
        using var checkout = new FakeCheckout();
        Assert.Equal(0, (await checkout.RunWith(new() { ["RECSYS_SIGNING_KEY"] = key })).Code);
        Assert.Equal(1, checkout.Compilations);
        Assert.Equal(seen, File.Exists(checkout.At("keys")) ? File.ReadAllText(checkout.At("keys")) : null);
    }

    [Fact]
    public async Task A_second_start_compiles_nothing_and_says_nothing()
    {
        using var checkout = new FakeCheckout();
        await checkout.Run("--tree");
        Assert.Equal((0, "", ""), await checkout.RunFrom(Path.GetTempPath(), "--tree"));
        Assert.Equal(1, checkout.Compilations);
    }

    [Fact]
    public async Task Every_changed_source_is_compiled()
    {
        using var checkout = new FakeCheckout();
        await checkout.Run();
        string[] sources =
        [
            "build/Program.cs", "build/Tasks/New Task.cs", "src/Contracts/A.cs", "src/Frosting/B.cs", "src/Docker/C.cs",
            "src/Engine/D.cs", "src/Model/E.cs",
            "Directory.Packages.props", "global.json", ".editorconfig", "BannedSymbols.txt",
        ];
        foreach (var source in sources)
        {
            var before = checkout.Compilations;
            checkout.Write(source, "{\"changed\": \"version\"}");
            await checkout.Run();
            Assert.True(checkout.Compilations == before + 1, $"a changed {source} was not compiled");
        }
    }

    [Fact]
    public async Task A_renamed_source_and_a_lost_assembly_are_compiled_but_outputs_and_other_sources_do_not_count()
    {
        using var checkout = new FakeCheckout();
        await checkout.Run();
        File.Move(checkout.At("src/Contracts/A.cs"), checkout.At("src/Contracts/C.cs"));
        await checkout.Run();
        Assert.Equal(2, checkout.Compilations);
        File.Delete(checkout.At(".build/compiled/bin/Build/release_any/Build.dll"));
        await checkout.Run();
        Assert.Equal(3, checkout.Compilations);
        checkout.Write("build/obj/project.assets.json", "{}");
        checkout.Write("src/Server/Program.cs", "");
        await checkout.Run();
        Assert.Equal(3, checkout.Compilations);
    }

    [Fact]
    public async Task Sources_that_change_while_they_are_compiled_are_compiled_again()
    {
        using var checkout = new FakeCheckout();
        checkout.Write("edit", "class A;");
        Assert.Equal(0, (await checkout.Run()).Code);
        Assert.Equal(2, checkout.Compilations);
        await checkout.Run();
        Assert.Equal(2, checkout.Compilations);
    }

    [Fact]
    public async Task A_compile_error_is_shown_and_ends_with_1_until_it_is_corrected()
    {
        using var checkout = new FakeCheckout();
        await checkout.Run();
        checkout.Write("broken", "");
        checkout.Write("build/Program.cs", "return 0");
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var (code, _, error) = await checkout.Run();
            Assert.Equal(1, code);
            Assert.Contains("error CS1002", error);
            Assert.Contains("Remedy: ", error);
        }
        File.Delete(checkout.At("broken"));
        Assert.Equal(0, (await checkout.Run()).Code);
    }

    [Fact]
    public async Task Two_starts_at_once_compile_once()
    {
        using var checkout = new FakeCheckout();
        Assert.SkipWhen(FakeCheckout.Find("flock") is null, "this system has no flock, so parallel starts are not kept apart");
        var starts = Enumerable.Range(0, 3).Select(_ => checkout.RunWith(new() { ["FAKE_SECONDS"] = "0.5" }));
        Assert.All(await Task.WhenAll(starts), start => Assert.Equal(0, start.Code));
        Assert.Equal(1, checkout.Compilations);
    }
}
