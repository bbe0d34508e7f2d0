namespace Recsys.Contracts.Artifacts;

/// <summary>What a user did with a product. The values are the encoder's input and part of the formats.</summary>
public enum EventType
{
    View = 0,
    Cart = 1,
    Purchase = 2,
    Return = 3,
}

/// <summary>The written forms of <see cref="EventType"/>.</summary>
public static class EventTypes
{
    public const int Count = 4;

    public static readonly string[] Names = ["view", "cart", "purchase", "return"];

    public static string Name(this EventType type) => Names[(int)type];

    public static bool TryParse(string text, out EventType type)
    {
        var index = Array.IndexOf(Names, text);
        type = (EventType)Math.Max(index, 0);
        return index >= 0;
    }
}
