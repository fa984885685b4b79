using Fraud.Api.Alerts;

namespace Fraud.Api.Hub;

/// <summary>The newest alerts, in order and without gaps, bounded: the oldest make room. Safe for many readers and one writer.</summary>
/// <param name="capacity">Most alerts held, ≥ 1.</param>
internal sealed class RecentAlerts(int capacity)
{
    private readonly Lock _gate = new();
    private readonly AlertRow[] _rows = new AlertRow[capacity];
    private long _first = 1;
    private long _last;

    /// <summary>Position of the newest alert held; 0 when none is.</summary>
    public long Last
    {
        get
        {
            lock (_gate) return _last;
        }
    }

    /// <summary>Forgets everything and expects the alert after <paramref name="seq"/> next.</summary>
    public void StartAfter(long seq)
    {
        lock (_gate)
        {
            Array.Clear(_rows);
            (_first, _last) = (seq + 1, seq);
        }
    }

    /// <summary>Adds the alerts that follow the newest one held.</summary>
    /// <exception cref="ArgumentException">They do not follow it.</exception>
    public void Append(IReadOnlyList<AlertRow> rows)
    {
        lock (_gate)
        {
            foreach (var row in rows)
            {
                if (row.Seq != _last + 1) throw new ArgumentException($"alert {row.Seq} does not follow {_last}", nameof(rows));
                _rows[row.Seq % capacity] = row;
                _last = row.Seq;
            }

            _first = Math.Max(_first, _last - capacity + 1);
        }
    }

    /// <summary>Puts an alert as it stands now in the place of what is held of it, if it is.</summary>
    public void Replace(AlertRow row)
    {
        lock (_gate)
        {
            if (row.Seq >= _first && row.Seq <= _last) _rows[row.Seq % capacity] = row;
        }
    }

    /// <summary>Up to <paramref name="limit"/> alerts after <paramref name="seq"/>; null when some of them are no longer held.</summary>
    public IReadOnlyList<AlertRow>? After(long seq, int limit)
    {
        lock (_gate)
        {
            if (seq + 1 < _first) return null;
            var count = (int)Math.Clamp(_last - seq, 0, limit);
            var rows = new AlertRow[count];
            for (var i = 0; i < count; i++) rows[i] = _rows[(seq + 1 + i) % capacity];
            return rows;
        }
    }
}
