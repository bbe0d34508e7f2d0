using Recsys.Contracts.Artifacts;

namespace Recsys.Server.Events;

/// <summary>Something done with a product, which the shop's own id names: that means the same to every bundle.</summary>
/// <param name="ProductId">Canonical text.</param>
/// <param name="Timestamp">Unix milliseconds, UTC; 0 where that is not known.</param>
internal readonly record struct ProductEvent(string ProductId, EventType Type, long Timestamp)
{
    /// <summary>Bytes of an event in a history, without the text of its id.</summary>
    private const int Bytes = 24;

    /// <summary>The id is the catalogue's own text, which is in memory once, however many events name it.</summary>
    public bool Shared { get; init; }

    /// <summary>Memory that the event takes.</summary>
    public int Size => Shared ? Bytes : Bytes + SizeOf(ProductId);

    /// <summary>Memory that a text takes: 64-bit .NET rounds an object's 22 bytes and two for each character up to eight.</summary>
    public static int SizeOf(string text) => (22 + 2 * text.Length + 7) & ~7;
}

/// <summary>An event and whose it is.</summary>
internal readonly record struct UserEvent(string UserId, ProductEvent Event);
