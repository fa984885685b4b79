using System.Buffers.Binary;
using System.Text;
using Fraud.Broker.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Fraud.Broker.Storage;

/// <summary>
/// The broker's own state (topics, configurations, producer ids, transactions, groups, offsets) as a log of keys with their newest values.
/// One write is one checksummed frame, so all its keys change together or not at all. The file is rewritten when most of it is history.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const int FrameHeaderBytes = 8;
    private const long RewriteBytesMin = 8 * 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly bool _flushEach;
    private readonly Dictionary<string, byte[]> _live = [];
    private readonly ProtocolWriter _frame = new();
    private readonly GroupFlush _flushes = new();
    private SafeFileHandle _file;
    private long _size;
    private long _writes;
    private long _liveBytes;
    private long _rewriteAbove = RewriteBytesMin;
    private bool _rewriting;

    private Journal(string path, bool flushEach, SafeFileHandle file)
    {
        _path = path;
        _flushEach = flushEach;
        _file = file;
    }

    /// <summary>Reads the journal; an incomplete write at its end is cut and reported.</summary>
    public static Journal Open(string path, bool flushEach, ILogger logger)
    {
        var isNew = !File.Exists(path);
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        var journal = new Journal(path, flushEach, file);
        var bytes = new byte[RandomAccess.GetLength(file)];
        RandomAccess.Read(file, bytes, 0);
        journal._size = journal.Replay(bytes);
        if (journal._size < bytes.Length)
        {
            logger.LogWarning("Cut {Bytes} bytes that are no whole entry from the end of {Path}", bytes.Length - journal._size, path);
            RandomAccess.SetLength(file, journal._size);
        }
        if (isNew)
            FolderFlush.Flush(FolderOf(path));
        return journal;
    }

    /// <summary>The live keys that begin with <paramref name="prefix"/>, with their values.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Under(string prefix)
    {
        lock (_gate)
            return [.. _live.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))];
    }

    public byte[]? Find(string key)
    {
        lock (_gate)
            return _live.GetValueOrDefault(key);
    }

    /// <summary>Stores all entries or, when it throws, none.</summary>
    /// <exception cref="IOException">The disk is full or read-only.</exception>
    public void Write(params ReadOnlySpan<JournalEntry> entries) => Write(Durability.Now, entries);

    /// <summary>The same, with a say in when it must be on the disk.</summary>
    /// <exception cref="IOException">The disk is full or read-only.</exception>
    public void Write(Durability durability, params ReadOnlySpan<JournalEntry> entries)
    {
        if (entries.Length == 0)
            return;
        long write;
        bool isMostlyHistory;
        lock (_gate)
        {
            Encode(_frame, entries);
            Append();
            write = ++_writes;
            _size += _frame.Length;
            foreach (var entry in entries)
                Apply(entry.Key, entry.Value);
            isMostlyHistory = !_rewriting && _size > _rewriteAbove && _size > 4 * _liveBytes;
            _rewriting |= isMostlyHistory;
        }
        if (_flushEach && durability == Durability.Now)
            FlushUpTo(write);
        if (isMostlyHistory)
            Rewrite();
    }

    /// <summary>Forces everything written so far to the disk.</summary>
    public void Flush()
    {
        FlushUpTo(Newest());
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file.Dispose();
            _frame.Dispose();
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private long Newest()
    {
        lock (_gate)
            return _writes;
    }

    /// <summary>The file is replaced only where nobody flushes, so that it needs no lock here.</summary>
    private void FlushUpTo(long write) => _flushes.Await(write, Newest, () => RandomAccess.FlushToDisk(_file));

    private void Append()
    {
        try
        {
            RandomAccess.Write(_file, _frame.Written.Span, _size);
        }
        catch (Exception error) when (DiskFault.Is(error))
        {
            RandomAccess.SetLength(_file, _size);
            throw DiskFault.Of(error);
        }
    }

    private static void Encode(ProtocolWriter frame, ReadOnlySpan<JournalEntry> entries)
    {
        frame.Reset();
        frame.Int64(0);
        frame.Int32(entries.Length);
        foreach (var entry in entries)
        {
            var key = Encoding.UTF8.GetBytes(entry.Key);
            frame.Bytes(key);
            frame.Bool(entry.Value is not null);
            frame.Bytes(entry.Value);
        }
        var payload = frame.Written.Span[FrameHeaderBytes..];
        frame.PatchInt32(0, payload.Length);
        frame.PatchInt32(4, (int)Crc32C.Compute(payload));
    }

    private long Replay(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (bytes.Length - position >= FrameHeaderBytes)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[position..]);
            var crc = BinaryPrimitives.ReadUInt32BigEndian(bytes[(position + 4)..]);
            if (length <= 0 || length > bytes.Length - position - FrameHeaderBytes)
                break;
            var payload = bytes.Slice(position + FrameHeaderBytes, length);
            if (Crc32C.Compute(payload) != crc)
                break;
            var reader = new ProtocolReader(payload, flexible: false);
            for (var count = reader.Int32(); count > 0; count--)
            {
                var key = Encoding.UTF8.GetString(reader.Bytes());
                var present = reader.Bool();
                var value = reader.Bytes();
                Apply(key, present ? value.ToArray() : null);
            }
            position += FrameHeaderBytes + length;
        }
        return position;
    }

    private void Apply(string key, byte[]? value)
    {
        if (_live.Remove(key, out var old))
            _liveBytes -= key.Length + old.Length;
        if (value is null)
            return;
        _live.Add(key, value);
        _liveBytes += key.Length + value.Length;
    }

    /// <summary>
    /// Drops history. Others go on writing meanwhile; what they wrote is copied behind the rest. A disk that has no room for a second file is no
    /// reason not to go on with the first.
    /// </summary>
    private void Rewrite()
    {
        var temporary = _path + ".new";
        SafeFileHandle? file = null;
        try
        {
            using var live = new ProtocolWriter();
            long from;
            lock (_gate)
            {
                from = _size;
                Encode(live, [.. _live.Select(entry => new JournalEntry(entry.Key, entry.Value))]);
            }
            file = File.OpenHandle(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
            RandomAccess.Write(file, live.Written.Span, 0);
            RandomAccess.FlushToDisk(file);
            _flushes.Exclusively(() => Replace(file, temporary, from, live.Length), () => FolderFlush.Flush(FolderOf(_path)));
        }
        catch (Exception error) when (DiskFault.Is(error))
        {
            if (!ReferenceEquals(file, _file))
            {
                file?.Dispose();
                File.Delete(temporary);
            }
            lock (_gate)
                _rewriteAbove = _size + RewriteBytesMin;
        }
        finally
        {
            lock (_gate)
                _rewriting = false;
        }
    }

    /// <summary>Done where nothing is acknowledged until the new name is on the disk.</summary>
    private void Replace(SafeFileHandle file, string temporary, long from, long end)
    {
        lock (_gate)
        {
            var rest = new byte[_size - from];
            RandomAccess.Read(_file, rest, from);
            RandomAccess.Write(file, rest, end);
            RandomAccess.FlushToDisk(file);
            File.Move(temporary, _path, overwrite: true);
            _file.Dispose();
            _file = file;
            _size = end + rest.Length;
            _rewriteAbove = RewriteBytesMin;
        }
    }
}
