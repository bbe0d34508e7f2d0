using Cake.Core;

namespace Cake.Frosting;

/// <summary>Marks the one object that tasks and lifetimes of a build share.</summary>
public interface IFrostingContext : ICakeContext;

/// <summary>The usual base of a build's own context; its constructor may ask for any registered service.</summary>
/// <param name="context">Cake's context, which answers everything that is Cake's.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
