using System.Collections.Concurrent;

namespace Recsys.Server.Events;

/// <summary>
/// Histories in memory, within a bound in bytes: when it is reached, those go first that nobody asked for of late. Readers take no lock
/// and move nothing: they leave a mark, for which a history is spared once when its turn to go comes (the CLOCK algorithm). A history that
/// was only just put in has no mark, so that a crowd of new users does not drive out those who come back.
/// </summary>
/// <param name="bytes">Most memory.</param>
internal sealed class HistoryCache(long bytes)
{
    private readonly ConcurrentDictionary<string, Entry> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _turns = new();
    private long _size;
    private long _evicted;

    public long Bytes => Interlocked.Read(ref _size);

    public long Limit => bytes;

    public int Users => _users.Count;

    /// <summary>Histories that had to go.</summary>
    public long Evicted => Interlocked.Read(ref _evicted);

    /// <summary>A user's history; null: it is not here.</summary>
    public UserHistory? Find(string userId)
    {
        if (!_users.TryGetValue(userId, out var entry)) return null;
        entry.Marked = true;
        return entry.History;
    }

    /// <summary>Puts a history in, in place of the one that is there.</summary>
    public void Put(string userId, UserHistory history) => Change(userId, _ => history);

    /// <summary>Changes a history, from an empty one where none is there.</summary>
    /// <param name="change">May be asked more than once.</param>
    public void Change(string userId, Func<UserHistory, UserHistory> change)
    {
        while (true)
        {
            if (_users.TryGetValue(userId, out var current))
            {
                var next = new Entry(change(current.History)) { Marked = true };
                if (!_users.TryUpdate(userId, next, current)) continue;
                Interlocked.Add(ref _size, next.History.Size - current.History.Size);
            }
            else
            {
                var first = new Entry(change(UserHistory.Empty));
                if (!_users.TryAdd(userId, first)) continue;
                Interlocked.Add(ref _size, Size(userId, first.History));
                _turns.Enqueue(userId);
            }
            MakeRoom();
            return;
        }
    }

    /// <summary>Takes a history out; false: it was not there.</summary>
    public bool Remove(string userId)
    {
        if (!_users.TryRemove(userId, out var entry)) return false;
        Interlocked.Add(ref _size, -Size(userId, entry.History));
        return true;
    }

    private static int Size(string userId, UserHistory history) => history.Size + ProductEvent.SizeOf(userId);

    private void MakeRoom()
    {
        while (Bytes > bytes && _turns.TryDequeue(out var userId))
        {
            if (!_users.TryGetValue(userId, out var entry)) continue;
            if (!entry.Marked && _users.TryRemove(KeyValuePair.Create(userId, entry)))
            {
                Interlocked.Add(ref _size, -Size(userId, entry.History));
                Interlocked.Increment(ref _evicted);
                continue;
            }
            entry.Marked = false;
            _turns.Enqueue(userId);
        }
    }

    /// <summary>Compared by reference: a history that changed meanwhile is another entry.</summary>
    private sealed class Entry(UserHistory history)
    {
        private volatile bool _marked;

        public UserHistory History => history;

        public bool Marked
        {
            get => _marked;
            set => _marked = value;
        }
    }
}
