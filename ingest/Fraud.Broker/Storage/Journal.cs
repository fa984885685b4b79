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
    private SafeFileHandle _file;
    private long _size;
    private long _liveBytes;
    private long _rewriteAbove = RewriteBytesMin;
    private bool _dirty;

    private Journal(string path, bool flushEach, SafeFileHandle file)
    {
        _path = path;
        _flushEach = flushEach;
        _file = file;
    }

    /// <summary>Reads the journal; an incomplete write at its end is cut and reported.</summary>
    public static Journal Open(string path, bool flushEach, ILogger logger)
    {
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
        lock (_gate)
        {
            if (_size > _rewriteAbove && _size > 4 * _liveBytes)
                Rewrite();
            Encode(entries);
            var flush = _flushEach && durability == Durability.Now;
            Append(flush);
            _size += _frame.Length;
            _dirty = !flush;
            foreach (var entry in entries)
                Apply(entry.Key, entry.Value);
        }
    }

    /// <summary>Forces everything written so far to the disk.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (!_dirty)
                return;
            RandomAccess.FlushToDisk(_file);
            _dirty = false;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file.Dispose();
            _frame.Dispose();
        }
    }

    private void Append(bool flush)
    {
        try
        {
            RandomAccess.Write(_file, _frame.Written.Span, _size);
            if (flush)
                RandomAccess.FlushToDisk(_file);
        }
        catch (Exception error) when (DiskFault.Is(error))
        {
            RandomAccess.SetLength(_file, _size);
            throw DiskFault.Of(error);
        }
    }

    private void Encode(ReadOnlySpan<JournalEntry> entries)
    {
        _frame.Reset();
        _frame.Int64(0);
        _frame.Int32(entries.Length);
        foreach (var entry in entries)
        {
            var key = Encoding.UTF8.GetBytes(entry.Key);
            _frame.Bytes(key);
            _frame.Bool(entry.Value is not null);
            _frame.Bytes(entry.Value);
        }
        var payload = _frame.Written.Span[FrameHeaderBytes..];
        _frame.PatchInt32(0, payload.Length);
        _frame.PatchInt32(4, (int)Crc32C.Compute(payload));
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

    /// <summary>Drops history. A disk that has no room for a second file is no reason not to go on with the first.</summary>
    private void Rewrite()
    {
        var temporary = _path + ".new";
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
            Encode([.. _live.Select(entry => new JournalEntry(entry.Key, entry.Value))]);
            RandomAccess.Write(file, _frame.Written.Span, 0);
            RandomAccess.FlushToDisk(file);
            File.Move(temporary, _path, overwrite: true);
        }
        catch (Exception error) when (DiskFault.Is(error))
        {
            file?.Dispose();
            File.Delete(temporary);
            _rewriteAbove = _size + RewriteBytesMin;
            return;
        }
        _file.Dispose();
        _file = file;
        _size = _frame.Length;
        _rewriteAbove = RewriteBytesMin;
    }
}
