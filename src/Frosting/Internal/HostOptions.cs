using System.ComponentModel;
using Cake.Cli;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>The options of every build. What is not among them is an argument of the build's own.</summary>
internal sealed class HostOptions : CommandSettings
{
    [CommandOption("-t|--target|--Target <TARGET>")]
    [Description("Task to run, with all it depends on. May be repeated. Without it: Default")]
    public string[] Targets { get; init; } = [];

    [CommandOption("-w|--working <PATH>")]
    [TypeConverter(typeof(Cake.Cli.DirectoryPathConverter))]
    [Description("Directory to work in")]
    public DirectoryPath? WorkingDirectory { get; init; }

    [CommandOption("-v|--verbosity <VERBOSITY>")]
    [TypeConverter(typeof(VerbosityConverter))]
    [Description("How much to say: Quiet, Minimal, Normal, Verbose or Diagnostic")]
    public Verbosity? Verbosity { get; init; }

    [CommandOption("--description|--descriptions|--showdescription|--showdescriptions")]
    [Description("List the tasks, each with what it is for")]
    public bool Description { get; init; }

    [CommandOption("--tree|--showtree")]
    [Description("Show which task depends on which")]
    public bool Tree { get; init; }

    [CommandOption("--dryrun|--noop|--whatif")]
    [Description("Show what would run, in order, without running it")]
    public bool DryRun { get; init; }

    [CommandOption("-e|--exclusive")]
    [Description("Run the target without what it depends on")]
    public bool Exclusive { get; init; }

    [CommandOption("--version|--ver")]
    [Description("Show the version")]
    public bool Version { get; init; }

    [CommandOption("--info")]
    [Description("Show the version and more")]
    public bool Info { get; init; }

    [CommandOption("--no-report")]
    [Description("Leave out the summary after a success")]
    public bool NoReport { get; init; }

    /// <summary>The targets asked for, or the usual one.</summary>
    public string[] TargetsOrDefault => Targets.Length == 0 ? ["Default"] : Targets;
}
