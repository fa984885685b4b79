using Fraud.Broker.Protocol;
using Microsoft.Win32.SafeHandles;

namespace Fraud.Broker.Storage;

/// <summary>
/// One file of record batches, with its index. Appended to by one writer under the log's lock, read by anybody up to <see cref="Size"/>.
/// </summary>
internal sealed class Segment : ISharedFile, IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly Lock _use = new();
    private SegmentIndex? _index;
    private readonly WeakReference<SegmentIndex> _sealedIndex = new(null!);
    private volatile int _size;
    private int _users;
    private bool _closed;
    private volatile bool _deleted;
    private volatile IOException? _refused;
    private bool _isNameFlushed;

    private Segment(string path, long baseOffset, SafeFileHandle file)
    {
        Path = path;
        BaseOffset = baseOffset;
        EndOffset = baseOffset;
        _file = file;
        Stream = new FileStream(file, FileAccess.Read, bufferSize: 0, isAsync: true);
        _index = new SegmentIndex();
    }

    public string Path { get; }

    public FileStream Stream { get; }

    public string IndexPath => System.IO.Path.ChangeExtension(Path, ".index");

    public long BaseOffset { get; }

    /// <summary>Offset after the last batch.</summary>
    public long EndOffset { get; private set; }

    public int Size => _size;

    /// <summary>Largest timestamp in the segment, in ms; <see cref="long.MinValue"/> when it is empty.</summary>
    public long MaxTimestamp { get; private set; } = long.MinValue;

    /// <summary>Transactions whose abort marker lies here, oldest marker first. Replaced, never changed, for readers without a lock.</summary>
    public AbortedTransaction[] Aborted { get; private set; } = [];

    /// <summary>When the first batch was appended, in ms of the broker's clock; null while empty or unknown.</summary>
    public long? FirstAppendMs { get; set; }

    /// <summary>Bytes known to be on the disk itself, not only in the page cache.</summary>
    public int FlushedBytes { get; private set; }

    public bool IsDeleted => _deleted;

    public bool IsIndexSealed => _index is null;

    public SegmentIndex Index => _index ?? LoadSealedIndex();

    public static Segment Open(string folder, long baseOffset)
    {
        var path = System.IO.Path.Combine(folder, baseOffset.ToString("D20", System.Globalization.CultureInfo.InvariantCulture) + ".log");
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        return new Segment(path, baseOffset, file);
    }

    public long FileBytes => RandomAccess.GetLength(_file);

    /// <summary>Timestamp of the first batch in ms; null while there is none.</summary>
    public long? FirstTimestamp()
    {
        if (_size == 0)
            return null;
        Span<byte> header = stackalloc byte[RecordBatch.HeaderBytes];
        return Read(header, 0) == header.Length ? new RecordBatch(header).MaxTimestamp : null;
    }

    /// <summary>Takes over what an index file says about the first bytes of the file, so that they need not be read.</summary>
    public void Restore(SegmentSummary summary)
    {
        _index = summary.Index;
        _size = summary.LogBytes;
        FlushedBytes = summary.LogBytes;
        EndOffset = summary.EndOffset;
        MaxTimestamp = summary.MaxTimestamp;
        Aborted = summary.Aborted;
    }

    /// <summary>Stores a batch behind the last one. When the disk refuses, the file is cut back and nothing has happened.</summary>
    public void Append(ReadOnlySpan<byte> batch)
    {
        var position = _size;
        try
        {
            RandomAccess.Write(_file, batch, position);
        }
        catch (Exception error) when (DiskFault.Is(error))
        {
            RandomAccess.SetLength(_file, position);
            throw DiskFault.Of(error);
        }
        Observe(new RecordBatch(batch));
    }

    /// <summary>Takes note of the batch that lies at the end of what is known of the file.</summary>
    public void Observe(RecordBatch batch)
    {
        Index.Add(batch.BaseOffset, MaxTimestamp, _size);
        MaxTimestamp = Math.Max(MaxTimestamp, batch.MaxTimestamp);
        EndOffset = batch.NextOffset;
        _size += batch.Size;
    }

    public void AddAborted(AbortedTransaction transaction) => Aborted = [.. Aborted, transaction];

    /// <summary>Fills <paramref name="into"/> from <paramref name="position"/>; returns the bytes read, fewer only at the end of the file.</summary>
    public int Read(Span<byte> into, int position)
    {
        var total = 0;
        while (total < into.Length)
        {
            var read = RandomAccess.Read(_file, into[total..], position + total);
            if (read == 0)
                break;
            total += read;
        }
        return total;
    }

    /// <summary>Forces what was written to the disk.</summary>
    /// <exception cref="IOException">The disk refuses, or did so once: the system forgets what it could not write, so that a later flush succeeds without it.</exception>
    public void Flush()
    {
        if (_refused is { } refused)
            throw new IOException(refused.Message, refused);
        var size = _size;
        if (size == FlushedBytes)
            return;
        try
        {
            FlushFile();
        }
        catch (ObjectDisposedException)
        {
            // Removed by retention: there is nothing to keep.
            return;
        }
        catch (IOException refusal)
        {
            _refused = refusal;
            throw;
        }
        FlushedBytes = size;
    }

    /// <summary>Drops the index from memory: it has been written beside the log and is read again when needed.</summary>
    public void ReleaseIndex()
    {
        if (_index is not { } index)
            return;
        _sealedIndex.SetTarget(index);
        _index = null;
    }

    public void Truncate(int size) => RandomAccess.SetLength(_file, size);

    /// <summary>Removes its files. An index that is being written goes with its writer, which looks at <see cref="IsDeleted"/> afterwards.</summary>
    public void Delete()
    {
        _deleted = true;
        Dispose();
        File.Delete(Path);
        File.Delete(IndexPath);
    }

    public bool TryTake()
    {
        lock (_use)
        {
            if (!_closed)
                _users++;
            return !_closed;
        }
    }

    public void Release()
    {
        lock (_use)
            if (--_users == 0 && _closed)
                Stream.Dispose();
    }

    /// <summary>Closes the file once nobody sends from it any more.</summary>
    public void Dispose()
    {
        lock (_use)
        {
            _closed = true;
            if (_users == 0)
                Stream.Dispose();
        }
    }

    /// <summary>The first time, the file's own name and that of the folder it may have been the first in, too.</summary>
    private void FlushFile()
    {
        RandomAccess.FlushToDisk(_file);
        if (_isNameFlushed)
            return;
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        FolderFlush.Flush(folder);
        FolderFlush.Flush(System.IO.Path.GetDirectoryName(folder)!);
        _isNameFlushed = true;
    }

    private SegmentIndex LoadSealedIndex()
    {
        if (_sealedIndex.TryGetTarget(out var index))
            return index;
        index = SegmentSummary.TryLoad(IndexPath)?.Index ?? SegmentScan.RebuildIndex(this);
        _sealedIndex.SetTarget(index);
        return index;
    }
}
