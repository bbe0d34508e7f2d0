using Recsys.Build.Arguments;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Build.Tests.Arguments;

public sealed class SettingsArgumentsTests
{
    [Theory]
    [InlineData("nmae", "--name")]
    [InlineData("trget", "--target")]
    [InlineData("managment-port", "--management-port")]
    public void A_misspelt_argument_is_refused_with_the_one_that_was_meant(string name, string meant)
    {
        var mistake = Assert.Single(Refused((name, "x")));
        Assert.Equal(("", $"--{name}"), (mistake.Path, mistake.Origin));
        Assert.Contains($"Did you mean {meant}?", mistake.Message);
    }

    [Fact]
    public void Every_unknown_argument_is_named_at_once()
    {
        Assert.Equal(
            ["--alpha", "--weather"],
            Refused(("weather", "x"), ("name", "shop"), ("alpha", "")).Select(mistake => mistake.Origin)
        );
    }

    [Fact]
    public void An_argument_like_no_other_is_answered_with_all_there_are() =>
        Assert.Equal(
            "there is no such argument. Known: --settings, --environment, --data, --why, --force, --explain-slice, --suite, --only, "
                + "--override-verdict, --all, --name, --seed, --threads, --trials, --artifacts, --port, --management-port, --replicas, "
                + "--context, --image-reference.",
            Assert.Single(Refused(("weather", "x"))).Message
        );

    [Fact]
    public void A_value_that_does_not_fit_is_traced_to_its_argument()
    {
        using var checkout = new Checkout();
        var mistake = Assert.Single(Assert.Throws<SettingsException>(() => checkout.Context(("port", "many"))).Mistakes);
        Assert.Contains("--port", mistake.ToString());
        Assert.Contains("deploy.port", mistake.ToString());
    }

    [Fact]
    public void An_empty_value_stays_a_word() => Assert.Equal("''", ShellText.Quote(""));

    private static IReadOnlyList<SettingsMistake> Refused(params (string, string)[] arguments) =>
        Assert.Throws<SettingsException>(() => SettingsArguments.RequireKnown(Checkout.Arguments(arguments))).Mistakes;

    [Fact]
    public void What_is_offered_and_what_Cake_reads_is_known()
    {
        var arguments = SettingsArguments
            .Names.Append("target")
            .Append("PATHS_tools")
            .Append("settings_verbosity").Append("no-report")
            .Append("Name")
            .Select(name => (name, "x"));
        Assert.Null(Record.Exception(() => SettingsArguments.RequireKnown(Checkout.Arguments([.. arguments]))));
    }

    [Fact]
    public void Every_argument_reaches_its_setting_and_the_last_of_a_name_counts()
    {
        using var checkout = new Checkout();
        var settings = checkout
            .Context(
                ("name", "first"),
                ("name", "other"),
                ("seed", "9"),
                ("threads", "3"),
                ("trials", "7"),
                ("artifacts", "out"),
                ("Port", "9000"),
                ("management-port", "9001"),
                ("replicas", "4"),
                ("context", "prod"),
                ("image-reference", "registry.example/shop:1")
            )
            .Settings;
        Assert.Equal(("other", 9, 3, checkout.At("out")), (settings.Name, settings.Seed, settings.Threads, settings.Artifacts));
        Assert.Equal(7, settings.Tune.Trials);
        Assert.Equal(
            (9000, 9001, 4, "prod"),
            (settings.Deploy.Port, settings.Deploy.ManagementPort, settings.Deploy.Replicas, settings.Deploy.Context)
        );
        Assert.Equal("registry.example/shop:1", settings.Image.Reference);
    }

    [Theory]
    [InlineData(null, "/repo", "/repo/tables")]
    [InlineData("other.json", "/repo", "/repo/tables")]
    public void Relative_paths_begin_in_the_repository_where_nobody_says_where_the_caller_is(string? settings, string folder, string data)
    {
        var request = SettingsArguments.Request(
            Checkout.Arguments([("data", "tables"), .. settings is null ? [] : new[] { ("settings", settings) }]),
            "/repo"
        );
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("RECSYS_CALLER_DIRECTORY") is { Length: > 0 },
            "started by build.sh, which says where the caller is"
        );
        Assert.Equal((folder, data), (request.WorkingDirectory, request.Data));
    }

    [Fact]
    public void The_arguments_that_chose_the_shop_are_repeated_ready_to_copy()
    {
        var arguments = Checkout.Arguments(
            ("target", "Deploy"),
            ("settings", "my shop/it's.json"),
            ("port", "9000"),
            ("environment", "test"),
            ("name", "商店"),
            ("artifacts", "/out")
        );
        Assert.Equal(
            @" --settings='my shop/it'\''s.json' --environment=test --name='商店' --artifacts=/out",
            SettingsArguments.ChoosingShop(arguments)
        );
        Assert.Equal("", SettingsArguments.ChoosingShop(Checkout.Arguments(("target", "Deploy"))));
        Assert.Equal(
            " --settings=a.json --settings=b.json --name=last",
            SettingsArguments.ChoosingShop(
                Checkout.Arguments(("settings", "a.json"), ("name", "first"), ("settings", "b.json"), ("name", "last"))
            )
        );
    }

    [Fact]
    public void Further_settings_files_are_laid_over_the_first()
    {
        using var checkout = new Checkout();
        checkout.Write("over.json", """{ "seed": 3, "threads": 3 }""");
        checkout.Write("top.json", """{ "seed": 4 }""");
        var settings = checkout
            .Context(
                ("settings", checkout.At("recsys.json")),
                ("settings", checkout.At("over.json")),
                ("settings", checkout.At("top.json"))
            )
            .Settings;
        Assert.Equal(("shop", 4, 3), (settings.Name, settings.Seed, settings.Threads));
    }

    [Theory]
    [InlineData(
        " --settings=recsys.json --settings=artifacts/shop/tune/winner.json --name=x --data=tables --seed=3",
        "name=x",
        "trials=4",
        "seed=3",
        "why=",
        "data=tables"
    )]
    [InlineData(
        " --settings=a.json --settings=b.json --settings=artifacts/shop/tune/winner.json --environment=test --artifacts=out",
        "settings=a.json",
        "settings=b.json",
        "environment=test",
        "artifacts=out"
    )]
    public void The_command_that_tries_a_winner_has_every_argument_that_chose_the_settings(string expected, params string[] given)
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("RECSYS_CALLER_DIRECTORY") is { Length: > 0 },
            "started by build.sh, which says where the caller is"
        );
        var arguments = Checkout.Arguments([.. given.Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))]);
        Assert.Equal(expected, SettingsArguments.WithOverlay(arguments, "/repo", "/repo/artifacts/shop/tune/winner.json"));
        Assert.EndsWith(" --settings=/tmp/winner.json", SettingsArguments.WithOverlay(Checkout.Arguments(), "/repo", "/tmp/winner.json"));
    }

    [Fact]
    public void A_question_to_copy_survives_quotes_and_keeps_other_scripts_readable() => Assert.Equal(
        @"curl -X POST http://127.0.0.1:8000/search -H 'content-type: application/json' -d '{""query"":""women'\''s 15\"" 笔记本""}'",
        ShellText.Post("http://127.0.0.1:8000/search", "query", "women's 15\" 笔记本"));
}
