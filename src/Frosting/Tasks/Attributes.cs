namespace Cake.Frosting;

/// <summary>Names a task; without it the class name is the name.</summary>
/// <param name="name">What is typed after <c>--target</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>What is typed after <c>--target</c>.</summary>
    public string Name { get; } = name;
}

/// <summary>Says what a task is for, in the list that <c>--description</c> prints.</summary>
/// <param name="description">One line.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    /// <summary>One line.</summary>
    public string Description { get; } = description;
}

/// <summary>Names a task that comes before this one. May be given several times.</summary>
/// <param name="type">The class of the earlier task.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type type) : Attribute
{
    /// <summary>The class of the earlier task.</summary>
    public Type Task { get; } = type;
}

/// <summary>Puts this task before another one that does not know of it. May be given several times.</summary>
/// <param name="type">The class of the later task.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type type) : Attribute
{
    /// <summary>The class of the later task.</summary>
    public Type Task { get; } = type;
}

/// <summary>Lets the run go on, and succeed, when this task fails. Not to be combined with an own OnError.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute;
