using Fraud.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Storage;

/// <summary>
/// The append-only log of one partition. One writer at a time; readers work on the <see cref="View"/> they took and never wait. Where every batch is
/// flushed, the view ends where the disk does: what was written behind it is seen and acknowledged only after the flush, which many batches share.
/// </summary>
internal sealed partial class PartitionLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Func<LogOptions> _options;
    private readonly ProducerStates _producers;
    private volatile LogView _view;
    private long _end;
    private Task _sealing = Task.CompletedTask;
    private bool _closed;

    public PartitionLog(string folder, RecoveredLog recovered, Func<LogOptions> options, TimeProvider clock, ILogger logger)
    {
        _folder = folder;
        _clock = clock;
        _logger = logger;
        _options = options;
        _producers = recovered.Producers;
        var end = _end = recovered.Segments[^1].EndOffset;
        var start = Math.Min(recovered.StartOffset, end);
        _view = new LogView(recovered.Segments, start, end, LogView.Stable(start, end, _producers.OldestOpenOffset));
        // Records may be ahead of the clock; the file is not younger than now.
        if (_view.Active.FirstTimestamp() is { } first)
            _view.Active.FirstAppendMs = Math.Min(first, clock.GetUtcNow().ToUnixTimeMilliseconds());
        Reader = new LogReader();
        Compaction = new LogCompaction(this, clock, logger);
    }

    public LogView View => _view;

    /// <summary>Set once the topic is deleted or the broker stops.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    public LogReader Reader { get; }

    public LogCompaction Compaction { get; }

    public LogOptions Options => _options();

    public long Bytes => _view.Segments.Sum(segment => (long)segment.Size);

    /// <summary>Appends a batch that <see cref="BatchValidator"/> passed. The batch is patched in place.</summary>
    /// <exception cref="IOException">The disk refuses; nothing was stored.</exception>
    /// <param name="batch">One whole batch.</param>
    /// <param name="inTransaction">Asked, under the lock, whether a transaction that is new to this partition may write here.</param>
    public AppendResult Append(Span<byte> batch, Func<long, short, ErrorCode> inTransaction)
    {
        lock (_gate)
        {
            if (_closed)
                return AppendResult.Refused(ErrorCode.UnknownTopicOrPartition);
            _flushes.ThrowIfFailed();
            var header = new RecordBatch(batch);
            if (header.ProducerId >= 0)
            {
                var error = _producers.Check(header, out var duplicate);
                if (duplicate is { } stored)
                    return new AppendResult(ErrorCode.None, stored.BaseOffset, -1, IsPending);
                if (error == ErrorCode.None && header.IsTransactional && !_producers.HasOpenTransaction(header.ProducerId, header.ProducerEpoch))
                    error = inTransaction(header.ProducerId, header.ProducerEpoch);
                if (error != ErrorCode.None)
                    return AppendResult.Refused(error);
            }
            var stamp = -1L;
            if (Options.StampAppendTime)
                RecordBatch.StampAppendTime(batch, stamp = _clock.GetUtcNow().ToUnixTimeMilliseconds());
            var offset = Store(batch);
            return new AppendResult(ErrorCode.None, offset, stamp, IsPending);
        }
    }

    /// <summary>Ends a producer's transaction here. The marker takes one offset, also when the producer wrote nothing.</summary>
    public ErrorCode AppendMarker(long producerId, short epoch, bool commit)
    {
        lock (_gate)
        {
            if (_closed)
                return ErrorCode.UnknownTopicOrPartition;
            if (_producers.IsFenced(producerId, epoch))
                return ErrorCode.InvalidProducerEpoch;
            _flushes.ThrowIfFailed();
            Store(ControlBatch.Build(producerId, epoch, commit, _clock.GetUtcNow().ToUnixTimeMilliseconds()));
            if (!IsPending)
                return ErrorCode.None;
        }
        _flushes.Await(Volatile.Read(ref _end), BeginFlush, FlushAndShow);
        return ErrorCode.None;
    }

    /// <summary>Moves the start of the log forward (delete-records); whole files before it are removed. Returns the new start.</summary>
    public long AdvanceStart(long offset)
    {
        lock (_gate)
        {
            if (offset > _view.StartOffset)
            {
                MoveStart(Math.Min(offset, _view.EndOffset));
                DropSegments(segment => segment.EndOffset <= _view.StartOffset);
            }
            return _view.StartOffset;
        }
    }

    /// <summary>Removes files by age and total size. Returns the new start of the log when it moved.</summary>
    public long? ApplyRetention()
    {
        lock (_gate)
        {
            var options = Options;
            if (_closed || !options.Delete)
                return null;
            var before = _view.StartOffset;
            var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
            var excess = options.RetentionBytes < 0 ? 0 : Bytes - options.RetentionBytes;
            bool Expired(Segment segment) => options.RetentionMs >= 0 && segment.Size > 0 && segment.MaxTimestamp < now - options.RetentionMs;
            if (Expired(_view.Active))
                Roll();
            DropSegments(segment =>
            {
                if (!Expired(segment) && excess < segment.Size)
                    return false;
                excess -= segment.Size;
                return true;
            });
            return _view.StartOffset == before ? null : _view.StartOffset;
        }
    }

    /// <summary>Starts a new file when the active one has grown too old, so that compaction and retention can reach its records.</summary>
    public void RollIfOld()
    {
        lock (_gate)
            if (!_closed && MustRoll(_view.Active, 0))
                Roll();
    }

    /// <summary>Puts a compacted file in the place of a full one. Readers that hold the former go on reading it.</summary>
    public void Replace(Segment former, string compactedPath)
    {
        // The index file of the former may still be on its way, and would outlive it.
        _sealing.Wait();
        lock (_gate)
        {
            var at = Array.IndexOf(_view.Segments, former);
            if (_closed || at < 0)
            {
                File.Delete(compactedPath);
                return;
            }
            var producers = SegmentSummary.TryLoad(former.IndexPath)?.Producers ?? [];
            File.Move(compactedPath, former.Path, overwrite: true);
            FolderFlush.Flush(_folder);
            var compacted = SegmentSealing.Reopen(former, producers);
            Segment[] segments = [.. _view.Segments];
            segments[at] = compacted;
            // The former is not closed here but by the collector, once no reader holds a view with it.
            _view = _view with { Segments = segments };
        }
    }

    public void ExpireProducers(long beforeMs)
    {
        lock (_gate)
            _producers.Expire(beforeMs);
    }

    public IReadOnlyList<ProducerSnapshot> DescribeProducers()
    {
        lock (_gate)
            return [.. _producers.All.Select(ProducerSnapshot.Of)];
    }

    /// <summary>Flushes and writes what lets the next start skip reading the log.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            _sealing.Wait();
            var active = _view.Active;
            // An index would say that all of it is on the disk.
            if (!_flushes.HasFailed)
                SegmentSealing.Write(active, SegmentSealing.Describe(active, _producers));
            Dispose();
        }
    }

    /// <summary>Closes without writing anything: the folder is about to be removed, or a crash is being rehearsed.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _closed = true;
            // An index written later would lie in the folder of a topic made anew.
            _sealing.Wait();
            Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var segment in _view.Segments)
            segment.Dispose();
    }

    private long Store(Span<byte> batch)
    {
        if (MustRoll(_view.Active, batch.Length))
            Roll();
        var active = _view.Active;
        var offset = _end;
        RecordBatch.Place(batch, offset, leaderEpoch: 0);
        active.Append(batch);
        active.FirstAppendMs ??= _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var header = new RecordBatch(batch);
        if (_producers.Observe(header) is { } aborted)
            active.AddAborted(aborted);
        _end = header.NextOffset;
        if (!Options.FlushEveryBatch)
            _view = _view with { EndOffset = _end, StableOffset = LogView.Stable(_view.StartOffset, _end, _producers.OldestOpenOffset) };
        return offset;
    }

    private void MoveStart(long offset) => _view = _view with { StartOffset = offset, StableOffset = Math.Max(offset, _view.StableOffset) };

    private bool MustRoll(Segment active, int incoming)
    {
        if (active.Size == 0)
            return false;
        var options = Options;
        return active.Size > options.SegmentBytes - incoming
            || active.FirstAppendMs is { } first && _clock.GetUtcNow().ToUnixTimeMilliseconds() - first > options.SegmentMs;
    }

    private void Roll()
    {
        var full = _view.Active;
        var summary = SegmentSealing.Describe(full, _producers);
        _view = _view with { Segments = [.. _view.Segments, Segment.Open(_folder, _end)] };
        _sealing = SegmentSealing.WriteAfter(_sealing, full, summary, _logger);
    }

    private void DropSegments(Func<Segment, bool> droppable)
    {
        var dropped = _view.Segments.SkipLast(1).TakeWhile(segment => segment.EndOffset <= _view.EndOffset && droppable(segment)).ToArray();
        if (dropped.Length == 0)
            return;
        var kept = _view.Segments[dropped.Length..];
        _view = _view with { Segments = kept };
        MoveStart(Math.Max(_view.StartOffset, kept[0].BaseOffset));
        foreach (var segment in dropped)
            segment.Delete();
        _logger.LogInformation("Removed {Files} files of {Folder}; it now starts at offset {Start}", dropped.Length, _folder, _view.StartOffset);
    }
}
