namespace Recsys.Model.Checkpoints;

/// <summary>One row of the learning curve; epoch 0 is the state before training.</summary>
/// <param name="Epoch">Its number.</param>
/// <param name="Loss">Mean loss of its steps; not a number before the first.</param>
/// <param name="Validation">null where the validation split is trained on.</param>
public sealed record EpochResult(int Epoch, double Loss, ValidationScore? Validation);
