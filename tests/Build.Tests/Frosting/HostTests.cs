using System.Reflection;
using System.Reflection.Emit;
using Cake.Core;
using Cake.Core.Composition;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class HostTests
{
    [Fact]
    public void Public_classes_of_an_added_assembly_are_found_and_no_others()
    {
        var run = new TestHost().With(host => host.AddAssembly(WithTasks())).Run("--description");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Shown", run.Output);
        Assert.DoesNotContain("Hidden", run.Output);
        Assert.DoesNotContain("Unfinished", run.Output);
    }

    [Fact]
    public void An_assembly_added_twice_repeats_its_tasks()
    {
        var assembly = WithTasks();
        var run = new TestHost().With(host => host.AddAssembly(assembly).AddAssembly(assembly)).Run("--target=Shown");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Another task with the name 'Shown' has already been added.", run.Error);
    }

    [Fact]
    public void A_startup_class_has_the_same_verbs()
    {
        var run = new TestHost().With(host => host.UseStartup<Startup>()).Run("--target=Shows");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["set up", "from startup", "torn down"], run.Notes);
    }

    [Fact]
    public void A_module_adds_its_services()
    {
        var run = new TestHost().Task<Greets>().With(host => host.UseModule<GreetingModule>()).Run("--target=Greets");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["hello from the module"], run.Notes);
    }

    [Fact]
    public void Services_are_configured_at_once_and_the_host_is_passed_on()
    {
        var host = CakeHost.Create();
        var called = false;

        Assert.Same(host, host.ConfigureServices(_ => called = true));
        Assert.True(called);
        Assert.Same(host, host.AddAssembly(typeof(HostTests).Assembly).UseContext<NotingContext>());
    }

    [Fact]
    public void One_host_can_run_twice()
    {
        var journal = new Journal();
        var host = CakeHost.Create()
            .ConfigureServices(services => services.AddSingleton(journal).AddSingleton<IFrostingTask, Greets>())
            .ConfigureServices(services => services.AddSingleton(new Greeting("hello")))
            .UseContext<NotingContext>();

        Assert.Equal(0, host.Run(["--target=Greets", "--verbosity=Quiet", "--no-report"]));
        Assert.Equal(0, host.Run(["--target=Greets", "--verbosity=Quiet", "--no-report"]));
        Assert.Equal(["hello", "hello"], journal.Notes);
    }

    [Fact]
    public void A_null_context_or_info_is_refused()
    {
        IFrostingTask task = new Greets(new Greeting(""));
        IFrostingSetup setup = new Frame();

        Assert.Throws<ArgumentNullException>(() => task.ShouldRun(null!));
        Assert.Throws<ArgumentNullException>(() => setup.Setup(null!, null!));
    }

    [Fact]
    public void What_is_missing_is_refused_at_once_by_its_name()
    {
        var host = CakeHost.Create();

        Assert.Throws<ArgumentNullException>("assembly", () => host.AddAssembly(null!));
        Assert.Throws<ArgumentNullException>("services", () => host.ConfigureServices(null!));
        Assert.Throws<ArgumentNullException>("args", () => host.Run(null!));
        Assert.Throws<ArgumentNullException>("uri", () => host.InstallTool(null!));
        Assert.Throws<ArgumentNullException>("path", () => host.UseWorkingDirectory(null!));
        Assert.Throws<ArgumentNullException>("path", () => host.SetToolPath(null!));
        Assert.Throws<ArgumentNullException>("key", () => host.UseCakeSetting(null!, "value"));
        Assert.Throws<ArgumentNullException>("value", () => host.UseCakeSetting("key", null!));
    }

    [Fact]
    public void The_rest_of_the_command_line_is_a_service_too()
    {
        var run = new TestHost().Task<ReadsTheRest>().Run("--target=ReadsTheRest", "--colour=red");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["red"], run.Notes);
    }

    /// <summary>An assembly such as a shared set of tasks would be: one public, one internal, one abstract.</summary>
    private static Assembly WithTasks()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Tasks"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Tasks");
        module.DefineType("Shown", TypeAttributes.Public, typeof(FrostingTask)).CreateType();
        module.DefineType("Hidden", TypeAttributes.NotPublic, typeof(FrostingTask)).CreateType();
        module.DefineType("Unfinished", TypeAttributes.Public | TypeAttributes.Abstract, typeof(FrostingTask)).CreateType();
        using var file = new MemoryStream();
        assembly.Save(file);
        return Assembly.Load(file.ToArray());
    }

    private sealed record Greeting(string Text);

    private sealed class GreetingModule : ICakeModule
    {
        public void Register(ICakeContainerRegistrar registrar) =>
            registrar.RegisterInstance(new Greeting("hello from the module")).As<Greeting>();
    }

    private sealed class Greets(Greeting greeting) : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note(greeting.Text);
    }

    private sealed class ReadsTheRest(IRemainingArguments rest) : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note(string.Join(' ', rest.Parsed["--colour"]));
    }

    private sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services
            .UseContext<NotingContext>()
            .UseLifetime<Frame>()
            .UseCakeSetting("Shop_Colour", "from startup")
            .AddSingleton<IFrostingTask, Shows>();
    }

    private sealed class Shows : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note(context.Configuration.GetValue("Shop_Colour"));
    }

    private sealed class Frame : FrostingLifetime<NotingContext>
    {
        public override void Setup(NotingContext context, ISetupContext info) => context.Note("set up");

        public override void Teardown(NotingContext context, ITeardownContext info) => context.Note("torn down");
    }
}
