namespace Recsys.Model.Architecture;

/// <summary>Two linear layers with an exact GELU between them.</summary>
/// <param name="name">What its tensors' names begin with.</param>
/// <param name="width">Length d of a vector.</param>
/// <param name="neurons">Length f between the two.</param>
public sealed class FeedForwardLayer(string name, int width, int neurons) : ILayer
{
    public string Name => name;

    public LinearLayer In { get; } = new($"{name}.in", width, neurons);

    public LinearLayer Out { get; } = new($"{name}.out", neurons, width);

    public int Neurons => neurons;

    /// <summary>The matrices with one row or column a neuron, and the axis that counts the neurons.</summary>
    public IEnumerable<(TensorSpec Tensor, int Axis)> MatricesByNeuron => [(In.Weight, 0), (Out.Weight, 1)];

    /// <summary>Every tensor that becomes smaller when a neuron is pruned, and the axis that counts the neurons.</summary>
    public IEnumerable<(TensorSpec Tensor, int Axis)> TensorsByNeuron => [.. MatricesByNeuron, (In.Bias, 0)];

    public IEnumerable<TensorSpec> Tensors => [.. In.Tensors, .. Out.Tensors];
}
