using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Recsys.Server.Events;

/// <summary>
/// Histories in a file that outlives the server, for one server. What was acknowledged is on disk. One thread writes: it takes all that
/// waits as one commit, so that many clients share one wait for the disk. Reads come from memory, within a bound, else from the file.
/// </summary>
internal sealed class SqliteEventStore : IEventStore
{
    private const int MostTogether = 256, MostWaiting = 4096, Corrupt = 11, NoDatabase = 26;
    private const int DroppedPart = 20;

    /// <summary>The file grows to this, then those go whose last event came longest ago.</summary>
    private const long DefaultDiskBytes = 4L * 1024 * 1024 * 1024;

    private readonly EventStoreSettings _settings;
    private readonly HistoryCache _cache;
    private readonly SqliteFile _writing;
    private readonly SqliteFile _reading;
    private readonly Lock _filling = new();
    private readonly Channel<Change> _waiting = Channel.CreateBounded<Change>(MostWaiting);
    private readonly Task _writer;
    private readonly long _diskBytes;
    private long _size;
    private volatile bool _failing;
    private string? _loadFailure;

    private SqliteEventStore(string path, EventStoreSettings settings, long diskBytes)
    {
        (_settings, _diskBytes) = (settings, diskBytes);
        _cache = new HistoryCache(settings.Bytes);
        _writing = SqliteSalvage.Open(path, settings.Log);
        _reading = SqliteFile.Open(path);
        _size = _writing.Bytes();
        _writer = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public static EventStoreKind Kind { get; } = new(
        "sqlite",
        "sqlite:FILE",
        static address => address.Length > 0,
        static (address, settings) => Open(address, settings)
    );

    public EventStoreState State =>
        new(_cache.Users, _cache.Bytes, _cache.Limit, _cache.Evicted, Interlocked.Read(ref _size), !_failing);

    /// <param name="diskBytes">Most bytes on disk, about.</param>
    public static SqliteEventStore Open(string path, EventStoreSettings settings, long diskBytes = DefaultDiskBytes) =>
        new(path, settings, diskBytes);

    /// <summary>Whether the file itself is at fault, and not what was done with it.</summary>
    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NoDatabase;

    public ValueTask<IReadOnlyList<ProductEvent>> HistoryAsync(string userId, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<ProductEvent>>((_cache.Find(userId) ?? Fill(userId)).Items);

    public ValueTask AppendAsync(IReadOnlyList<UserEvent> events, CancellationToken cancel)
    {
        if (events.Count == 0) return ValueTask.CompletedTask;
        return QueueAsync(new Change(changed =>
        {
            foreach (var user in events.GroupBy(item => item.UserId, item => item.Event, StringComparer.Ordinal))
                Merge(changed, user.Key, history => history.With([.. user], EventStoreSettings.EventsPerUser));
        }), cancel);
    }

    public ValueTask LoadAsync(string userId, IReadOnlyList<ProductEvent> events, CancellationToken cancel) =>
        QueueAsync(new Change(changed =>
        {
            ProductEvent[] known = _writing.ForgottenAt(userId) is { } at ? [.. events.Where(item => item.Timestamp > at)] : [.. events];
            if (known.Length > 0) Merge(changed, userId, history => history.Union(known, EventStoreSettings.EventsPerUser));
        }, IsLoad: true), cancel, wait: false);

    public async ValueTask<bool> HasLoadedAsync(string source, CancellationToken cancel)
    {
        var loaded = false;
        await QueueAsync(new Change(_ => loaded = _writing.HasLoaded(source)), cancel);
        return loaded;
    }

    public ValueTask LoadedAsync(string source, CancellationToken cancel) =>
        QueueAsync(new Change(_ =>
        {
            if (_loadFailure is { } failure) throw new EventStoreException(failure);
            _writing.Loaded(source);
        }), cancel);

    public async ValueTask<bool> ForgetAsync(string userId, CancellationToken cancel)
    {
        var known = false;
        var at = _settings.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await QueueAsync(new Change(changed =>
        {
            changed[userId] = UserHistory.Empty;
            known = _writing.Forget(userId, at);
        }, _writing.EmptyLog), cancel);
        return known;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
        _writing.Dispose();
        lock (_filling) _reading.Dispose();
    }

    /// <summary>
    /// From the file into memory. The lock keeps the order: what is read here is put in before a later commit is, never after it.
    /// </summary>
    private UserHistory Fill(string userId)
    {
        try
        {
            lock (_filling)
            {
                var history = Read(_reading, userId);
                _cache.Put(userId, history);
                return history;
            }
        }
        catch (SqliteException e)
        {
            Fail("read", e);
            return UserHistory.Empty;
        }
    }

    private UserHistory Read(SqliteFile file, string userId)
    {
        if (file.Find(userId) is not { } events) return UserHistory.Empty;
        try
        {
            return HistoryBlob.Read(events, _settings.Share);
        }
        catch (InvalidDataException e)
        {
            Fail("read", e);
            return UserHistory.Empty;
        }
    }

    private void Merge(Dictionary<string, UserHistory> changed, string userId, Func<UserHistory, UserHistory> change)
    {
        if (!changed.TryGetValue(userId, out var history)) history = _cache.Find(userId) ?? Read(_writing, userId);
        var next = change(history);
        if (ReferenceEquals(next, history)) return;
        changed[userId] = next;
    }

    /// <param name="wait">false: return when there is room in the queue; a later change that waits tells whether it went well.</param>
    private async ValueTask QueueAsync(Change change, CancellationToken cancel, bool wait = true)
    {
        try
        {
            await _waiting.Writer.WriteAsync(change, cancel);
        }
        catch (ChannelClosedException e)
        {
            throw new EventStoreException("the store is closed", e);
        }
        if (wait) await change.Done.Task;
    }

    private void Write()
    {
        var together = new List<Change>();
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (together.Count < MostTogether && _waiting.Reader.TryRead(out var change)) together.Add(change);
            Commit(together);
            together.Clear();
        }
    }

    private void Commit(List<Change> together)
    {
        try
        {
            var changed = new Dictionary<string, UserHistory>(StringComparer.Ordinal);
            _writing.Together(() =>
            {
                if (_size > _diskBytes) _writing.DropOldest(DroppedPart);
                foreach (var change in together) change.Make(changed);
                foreach (var (userId, history) in changed)
                    if (history.Items.Length > 0) _writing.Put(userId, HistoryBlob.Write(history));
            });
            lock (_filling)
            {
                foreach (var (userId, history) in changed) _cache.Put(userId, history);
            }
            foreach (var change in together) change.After?.Invoke();
            Interlocked.Exchange(ref _size, _writing.Bytes());
            foreach (var change in together) change.Done.SetResult();
            if (_failing) _settings.Log.LogInformation("the store of events works again");
            _failing = false;
        }
        catch (Exception e)
        {
            Fail("written", e);
            foreach (var change in together)
            {
                if (change.IsLoad) _loadFailure = e.Message;
                else change.Done.SetException(new EventStoreException(e.Message, e));
            }
        }
    }

    private void Fail(string what, Exception e)
    {
        if (!_failing) _settings.Log.LogError("the store of events cannot be {What}: {Reason}", what, e.Message);
        _failing = true;
    }

    /// <summary>Something to write.</summary>
    /// <param name="Make">Says which histories become what, inside the commit.</param>
    /// <param name="After">What is to be done once it is on disk.</param>
    /// <param name="IsLoad">Nobody waits for it: whether it went well is told by the end of the load.</param>
    private sealed record Change(Action<Dictionary<string, UserHistory>> Make, Action? After = null, bool IsLoad = false)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
