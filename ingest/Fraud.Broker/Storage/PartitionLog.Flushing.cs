using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Storage;

/// <content>What waits for the disk where every batch is flushed.</content>
internal sealed partial class PartitionLog
{
    private readonly GroupFlush _flushes = new();
    private (long End, long Stable) _flushing;

    /// <summary>Whether something is written that is not yet known to be on the disk, where it must be.</summary>
    private bool IsPending => _end > _view.EndOffset;

    /// <summary>Completes when everything that has been appended is on the disk and can be read.</summary>
    /// <exception cref="IOException">The disk refuses, or the log was closed: nothing that waited may be acknowledged.</exception>
    public Task FlushedAsync() => _flushes.AwaitAsync(Volatile.Read(ref _end), BeginFlush, FlushAndShow);

    /// <summary>Forces everything written so far to the disk.</summary>
    public void Flush()
    {
        foreach (var segment in _view.Segments)
            if (!segment.IsIndexSealed)
                segment.Flush();
    }

    private long BeginFlush()
    {
        lock (_gate)
        {
            _flushing = (_end, LogView.Stable(_view.StartOffset, _end, _producers.OldestOpenOffset));
            return _end;
        }
    }

    private void FlushAndShow()
    {
        try
        {
            Flush();
        }
        catch (Exception error) when (DiskFault.Is(error))
        {
            _logger.LogError(error, "The disk does not take what was written to {Folder}, which takes no more records until the next start", _folder);
            throw;
        }
        lock (_gate)
        {
            if (_closed)
                throw new IOException($"{_folder} was closed before it was flushed.");
            if (_flushing.End > _view.EndOffset)
                _view = _view with { EndOffset = _flushing.End, StableOffset = Math.Max(_view.StartOffset, _flushing.Stable) };
        }
    }
}
