using Recsys.Build.Benchmarks;
using Recsys.Build.Run;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Build.Tests.Benchmarks;

/// <summary>Which suite runs, the page it leaves, and when the run fails.</summary>
public sealed class SuiteRunTests : IDisposable
{
    private const string Page = """
        # Benchmark: speed

        Written by `./build.sh --target=Benchmark --suite=speed`.

        How it was measured.

        On what.

        | what | measured | limit | |
        |---|---|---|---|
        | start | 3 s |  |  |
        | answer | 5 ms | at most 7 ms | holds |

        """;

    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    private sealed record Suite(string Name, params Measurement[] Measurements) : IBenchmarkSuite
    {
        public BenchmarkSection[] Sections { get; init; } = [];

        public BenchmarkResult Run(ArtifactLayout layout, TimeProvider clock) =>
            new(["How it was measured.", "On what."], Measurements) { Sections = Sections };
    }

    private static readonly Measurement Start = new("start", "3 s", "", true), Answer = new("answer", "5 ms", "at most 7 ms", true);

    private string Path(string suite) => _checkout.At("docs", "benchmarks", $"{suite}.md");

    private void Run(IBenchmarkSuite[]? suites, params (string, string)[] arguments)
    {
        Directory.CreateDirectory(_checkout.At("docs", "benchmarks"));
        var context = _checkout.Context(arguments);
        new SuiteRun(context, context.Layout, context.Clock, context.Outcome).Run(
            suites ?? [new JudgeSuite(), new QualitySuite(context, context.Hashes, context.Settings, context.Outcome)]
        );
    }

    [Fact]
    public void The_suite_that_was_named_last_is_shown_and_kept_as_a_page()
    {
        Run([new Suite("other"), new Suite("speed", Start, Answer)], ("suite", "other"), ("suite", "speed"));

        Assert.Equal(["start: 3 s", "answer: 5 ms (at most 7 ms: holds)", $"Written: {Path("speed")}"], _checkout.Log.Lines);
        Assert.Equal(Page, File.ReadAllText(Path("speed")));
        Assert.False(File.Exists(Path("other")));
    }

    [Fact]
    public void Tables_of_a_suites_own_come_before_its_limits()
    {
        Run(
            [
                new Suite("speed", Answer)
                {
                    Sections =
                    [
                        new(
                            "By size",
                            ["Small first.", "Then large."],
                            ["size", "time"],
                            [
                                ["1", "2 ms"],
                                ["9", "4 ms"],
                            ]
                        ),
                        new("By day", [], ["day"], []),
                    ],
                },
            ],
            ("suite", "speed")
        );

        Assert.EndsWith("""
            On what.

            ## By size

            Small first.

            Then large.

            | size | time |
            | --- | --- |
            | 1 | 2 ms |
            | 9 | 4 ms |

            ## By day

            | day |
            | --- |

            ## Limits

            | what | measured | limit | |
            |---|---|---|---|
            | answer | 5 ms | at most 7 ms | holds |

            """, File.ReadAllText(Path("speed")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_outside_its_limit_is_kept_too_and_fails_the_run()
    {
        var error = Assert.Throws<FaultException>(() =>
            Run(
                [
                    new Suite(
                        "speed",
                        Answer,
                        Answer with
                        {
                            What = "slow answer",
                            Measured = "8 ms",
                            Holds = false,
                        },
                        Answer with
                        {
                            What = "later",
                            Holds = false,
                        }
                    ),
                ],
                ("suite", "speed")
            )
        );

        Assert.Equal(
            $"The suite speed does not keep its promise: slow answer is 8 ms, limit at most 7 ms. Remedy: see {Path("speed")}.",
            error.Message
        );
        Assert.Contains(
            "| slow answer | 8 ms | at most 7 ms | **fails** |\n",
            File.ReadAllText(Path("speed")),
            StringComparison.Ordinal
        );
        Assert.Contains("slow answer: 8 ms (at most 7 ms: FAILS)", _checkout.Log.Lines);
    }

    [Theory]
    [InlineData(null, "--suite: name a suite. Suites: judge, quality.")]
    [InlineData("jugde", "--suite: there is no suite jugde. Did you mean judge? Suites: judge, quality.")]
    [InlineData("weather", "--suite: there is no suite weather. Suites: judge, quality.")]
    public void A_suite_that_is_none_is_a_mistake_that_names_those_there_are(string? suite, string message)
    {
        Assert.Equal(message, Assert.Throws<FaultException>(() => Run(null, suite is null ? [] : [("suite", suite)])).Message);
        Assert.Equal(OutcomeKind.SettingsWrong, _checkout.Outcome.Kind);
    }

    [Fact]
    public void Of_several_suites_all_are_named() =>
        Assert.EndsWith(
            "Suites: a, b.",
            Assert.Throws<FaultException>(() => Run([new Suite("a"), new Suite("b")])).Message,
            StringComparison.Ordinal
        );
}
