namespace Recsys.Server.Events;

/// <summary>A kind of event store, as <c>RECSYS_EVENT_STORE</c> names it: <c>name</c> or <c>name:address</c>.</summary>
/// <param name="Form">How the setting is written, for people.</param>
/// <param name="Takes">Whether an address can be one of this kind; it is empty where the setting is the bare name.</param>
/// <param name="Open">Opens the store at an address.</param>
internal sealed record EventStoreKind(
    string Name,
    string Form,
    Func<string, bool> Takes,
    Func<string, EventStoreSettings, IEventStore> Open
);

/// <summary>What every store is told.</summary>
/// <param name="Bytes">Most memory for histories.</param>
/// <param name="Share">Gives an event the catalogue's own text of its id, if the catalogue has the product.</param>
internal sealed record EventStoreSettings(long Bytes, ILogger Log, TimeProvider Time, Func<ProductEvent, ProductEvent> Share)
{
    public const long DefaultBytes = 256L * 1024 * 1024;

    /// <summary>
    /// A user's newest events that are kept. More than an encoder reads, since returns and products that the bundle does not know do not
    /// count there.
    /// </summary>
    public const int EventsPerUser = 500;
}

/// <summary>The kinds of event store there are.</summary>
internal static class EventStores
{
    private static readonly EventStoreKind[] Kinds =
    [
        InMemoryEventStore.Kind,
        SqliteEventStore.Kind,
    ];

    /// <summary>The setting where none is given.</summary>
    public static string Default => InMemoryEventStore.Kind.Name;

    /// <summary>What the setting may be.</summary>
    public static string Forms => string.Join(" or ", Kinds.Select(kind => kind.Form));

    /// <summary>Whether a store can be opened by this setting.</summary>
    public static bool Takes(string setting) => Find(setting) is var (kind, address) && kind?.Takes(address) == true;

    /// <summary>The setting of the store that keeps its data in a folder.</summary>
    public static string In(string folder) => $"{SqliteEventStore.Kind.Name}:{Path.Combine(folder, "events.db")}";

    /// <exception cref="ArgumentException">The setting is not one that <see cref="Takes"/>.</exception>
    public static IEventStore Open(string setting, EventStoreSettings settings) =>
        Find(setting) is ({ } kind, var address) && kind.Takes(address)
        ? kind.Open(address, settings)
        : throw new ArgumentException($"'{setting}' is not {Forms}", nameof(setting));

    private static (EventStoreKind? Kind, string Address) Find(string setting)
    {
        var colon = setting.IndexOf(':', StringComparison.Ordinal);
        var (name, address) = colon < 0 ? (setting, "") : (setting[..colon], setting[(colon + 1)..]);
        return (Array.Find(Kinds, kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase)), address);
    }
}
