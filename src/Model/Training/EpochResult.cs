namespace Recsys.Model.Training;

/// <summary>One row of the learning curve; epoch 0 is the state before training.</summary>
public sealed record EpochResult(int Epoch, double Loss, ValidationScore Validation);
