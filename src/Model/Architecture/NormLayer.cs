namespace Recsys.Model.Architecture;

/// <summary>Layer normalization over the last dimension (Ba, Kiros and Hinton 2016, arXiv:1607.06450).</summary>
/// <param name="name">What its tensors' names begin with.</param>
/// <param name="width">Length of the last dimension.</param>
public sealed class NormLayer(string name, long width) : ILayer
{
    /// <summary>Added to the variance.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>Factors, [width].</summary>
    public TensorSpec Weight { get; } = new($"{name}.weight", [width], new Initial.Constant(1));

    /// <summary>Summands, [width].</summary>
    public TensorSpec Bias { get; } = new($"{name}.bias", [width], new Initial.Constant(0));

    public long Width { get; } = width;

    public IEnumerable<TensorSpec> Tensors => [Weight, Bias];
}
