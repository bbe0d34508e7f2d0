using Recsys.Contracts.Artifacts;

namespace Recsys.Server.Events;

/// <summary>Something done with a product, which the shop's own id names: that means the same to every bundle.</summary>
/// <param name="ProductId">Canonical text.</param>
/// <param name="Timestamp">Unix milliseconds, UTC; 0 where that is not known.</param>
internal readonly record struct ProductEvent(string ProductId, EventType Type, long Timestamp);

/// <summary>An event and whose it is.</summary>
internal readonly record struct UserEvent(string UserId, ProductEvent Event);
