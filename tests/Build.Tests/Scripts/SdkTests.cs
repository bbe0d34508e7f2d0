using Xunit;

namespace Recsys.Build.Tests.Scripts;

public sealed class SdkTests
{
    /// <summary>Puts the fake SDK where the real install script would put the real one.</summary>
    private const string Installer = """
        printf '%s\n' "$@" >"$FAKE_ROOT/installer-arguments"
        while [ "$1" != --install-dir ]; do shift; done
        mkdir -p "$2"
        cp "$FAKE_ROOT/sdk" "$2/dotnet"
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_fitting_SDK_one_is_installed_into_the_checkout_once(bool tooOld)
    {
        using var checkout = new FakeCheckout("my shop", sdk: tooOld);
        checkout.AddSdk("sdk");
        checkout.Write("install me.sh", Installer);
        var variables = Variables(checkout, "install me.sh");
        var (code, _, error) = await checkout.RunWith(variables, "--target=Test");
        Assert.True(code == 0, error);
        Assert.Equal(
            ["--channel", "10.0", "--install-dir", checkout.At(".dotnet"), "--no-path"],
            File.ReadAllLines(checkout.At("installer-arguments"))
        );
        Assert.Equal(checkout.At(".dotnet/dotnet"), checkout.Started.Dotnet);
        Assert.Equal(checkout.At(".dotnet/dotnet"), checkout.Started.OnPath);

        Assert.Equal((0, "", ""), await checkout.RunWith(variables, "--target=Test"));
    }

    [Fact]
    public async Task DOTNET_ROOT_is_looked_into_before_anything_is_installed()
    {
        using var checkout = new FakeCheckout(sdk: false);
        checkout.AddSdk("../opt/dotnet");
        var (code, _, _) = await checkout.RunWith(new() { ["DOTNET_ROOT"] = checkout.At("../opt") });
        Assert.Equal(0, code);
        Assert.Equal(checkout.At("../opt/dotnet"), checkout.Started.Dotnet);
    }

    [Fact]
    public async Task A_download_that_fails_names_the_remedy()
    {
        using var checkout = new FakeCheckout(sdk: false);
        var (code, _, error) = await checkout.RunWith(Variables(checkout, "missing.sh"));
        Assert.Equal(1, code);
        Assert.Contains("missing.sh cannot be downloaded. Remedy: install the .NET SDK 10.0.100 or a later 10.0 one", error);
        Assert.Contains("RECSYS_DOTNET_INSTALL_URL", error);
    }

    [Fact]
    public async Task An_install_script_that_fails_is_shown()
    {
        using var checkout = new FakeCheckout(sdk: false);
        checkout.Write("install.sh", "echo the disk is full >&2; exit 7");
        var (code, _, error) = await checkout.RunWith(Variables(checkout, "install.sh"));
        Assert.Equal(1, code);
        Assert.Contains("the disk is full", error);
        Assert.Contains("Remedy: ", error);
    }

    [Fact]
    public async Task An_install_script_that_brings_no_fitting_SDK_is_named()
    {
        using var checkout = new FakeCheckout(sdk: false);
        checkout.Write("install.sh", "exit 0");
        var (code, _, error) = await checkout.RunWith(Variables(checkout, "install.sh"));
        Assert.Equal(1, code);
        Assert.Contains("no .NET SDK satisfies global.json (10.0.100)", error);
    }

    private static Dictionary<string, string> Variables(FakeCheckout checkout, string installer) => new()
    {
        ["FAKE_TOO_OLD"] = "1",
        ["RECSYS_DOTNET_INSTALL_URL"] = new Uri(checkout.At(installer)).AbsoluteUri,
    };
}
