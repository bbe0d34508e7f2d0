namespace Recsys.Model.Architecture;

/// <summary>A part of the networks with tensors of its own.</summary>
public interface ILayer
{
    /// <summary>Every tensor once, in the order in which they are initialised.</summary>
    IEnumerable<TensorSpec> Tensors { get; }
}
