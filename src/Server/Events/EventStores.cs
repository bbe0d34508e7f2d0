namespace Recsys.Server.Events;

/// <summary>A kind of event store, as <c>RECSYS_EVENT_STORE</c> names it: <c>name</c> or <c>name:address</c>.</summary>
/// <param name="Form">How the setting is written, for people.</param>
/// <param name="Takes">Whether an address can be one of this kind; it is empty where the setting is the bare name.</param>
/// <param name="Open">Opens the store at an address.</param>
internal sealed record EventStoreKind(string Name, string Form, Func<string, bool> Takes, Func<string, IEventStore> Open);

/// <summary>The kinds of event store there are.</summary>
internal static class EventStores
{
    private static readonly EventStoreKind[] Kinds =
    [
        InMemoryEventStore.Kind,
    ];

    /// <summary>The setting where none is given.</summary>
    public static string Default => InMemoryEventStore.Kind.Name;

    /// <summary>What the setting may be.</summary>
    public static string Forms => string.Join(" or ", Kinds.Select(kind => kind.Form));

    /// <summary>Whether a store can be opened by this setting.</summary>
    public static bool Takes(string setting) => Find(setting) is var (kind, address) && kind?.Takes(address) == true;

    /// <exception cref="ArgumentException">The setting is not one that <see cref="Takes"/>.</exception>
    public static IEventStore Open(string setting) => Find(setting) is ({ } kind, var address) && kind.Takes(address)
        ? kind.Open(address)
        : throw new ArgumentException($"'{setting}' is not {Forms}", nameof(setting));

    private static (EventStoreKind? Kind, string Address) Find(string setting)
    {
        var colon = setting.IndexOf(':', StringComparison.Ordinal);
        var (name, address) = colon < 0 ? (setting, "") : (setting[..colon], setting[(colon + 1)..]);
        return (Array.Find(Kinds, kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase)), address);
    }
}
