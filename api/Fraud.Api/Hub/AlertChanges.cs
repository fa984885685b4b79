using Fraud.Api.Alerts;

namespace Fraud.Api.Hub;

/// <summary>The newest changes people made to alerts, numbered in this process, bounded: a reader too far behind is told so.</summary>
/// <param name="capacity">Most changes held, ≥ 1.</param>
internal sealed class AlertChanges(int capacity)
{
    private readonly Lock _gate = new();
    private readonly AlertRow[] _rows = new AlertRow[capacity];
    private long _version;
    private long _readableFrom;

    /// <summary>Number of the newest change.</summary>
    public long Version
    {
        get
        {
            lock (_gate) return _version;
        }
    }

    /// <summary>Adds a change: the alert as it stands after it.</summary>
    public void Add(AlertRow row)
    {
        lock (_gate)
        {
            _rows[_version % capacity] = row;
            _version++;
            _readableFrom = Math.Max(_readableFrom, _version - capacity);
        }
    }

    /// <summary>Changes may have happened unseen: every reader is told to read again.</summary>
    public void Lose()
    {
        lock (_gate) _readableFrom = ++_version;
    }

    /// <summary>The changes after one a reader knows.</summary>
    /// <param name="version">Number of the newest change the reader knows; becomes that of the newest there is.</param>
    /// <returns>Alerts as they stand, or null when some changes are no longer held.</returns>
    public IReadOnlyList<AlertRow>? After(ref long version)
    {
        lock (_gate)
        {
            var from = version;
            version = _version;
            if (from < _readableFrom) return null;
            var rows = new AlertRow[_version - from];
            for (var i = 0; i < rows.Length; i++) rows[i] = _rows[(from + i) % capacity];
            return rows;
        }
    }
}
