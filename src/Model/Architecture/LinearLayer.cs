namespace Recsys.Model.Architecture;

/// <summary>y = x Wᵀ + b. It starts as Glorot and Bengio do (AISTATS 2010): deviation √(2 / (inputs + outputs)), bias 0.</summary>
/// <param name="name">What its tensors' names begin with.</param>
/// <param name="inputs">Length of x.</param>
/// <param name="outputs">Length of y.</param>
public sealed class LinearLayer(string name, long inputs, long outputs) : ILayer
{
    /// <summary>W, [outputs, inputs].</summary>
    public TensorSpec Weight { get; } =
        new($"{name}.weight", [outputs, inputs], new Initial.Normal(Math.Sqrt(2.0 / (inputs + outputs))));

    /// <summary>b, [outputs].</summary>
    public TensorSpec Bias { get; } = new($"{name}.bias", [outputs], new Initial.Constant(0));

    public IEnumerable<TensorSpec> Tensors => [Weight, Bias];
}
