using Recsys.Build.Run;
using Recsys.Settings;

namespace Recsys.Build.Steps;

/// <summary>A step that the model tool carries out: what it depends on and how the tool is called.</summary>
/// <param name="verb">Of the tool; the step has its name.</param>
public abstract class ModelStep(string verb) : RecordedStep(char.ToUpperInvariant(verb[0]) + verb[1..])
{
    public override string Verb => verb;

    public override SortedDictionary<string, string> Inputs(BuildContext context)
    {
        var inputs = context.ModelInputs();
        Add(inputs);
        return inputs.All;
    }

    /// <summary>Adds what the outputs depend on, besides the tool's code.</summary>
    protected abstract void Add(StepInputs inputs);

    /// <summary>The verb's options, in the order they are passed.</summary>
    protected abstract IReadOnlyList<(string Name, string Value)> Options(BuildContext context);

    protected override void Prepare(BuildContext context) => context.Model().Compile();

    protected override SortedDictionary<string, double> Make(BuildContext context) => context.Model().Call(verb, Options(context));
}
