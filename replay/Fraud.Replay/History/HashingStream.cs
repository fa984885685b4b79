using System.Security.Cryptography;

namespace Fraud.Replay.History;

/// <summary>Passes a file through while counting and digesting its bytes. Read by one thread; the count may be looked at by others.</summary>
/// <param name="inner">The file, disposed with this.</param>
internal sealed class HashingStream(Stream inner) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _count;
    private string? _sha256;

    /// <summary>Bytes read so far.</summary>
    public long Count => Volatile.Read(ref _count);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    /// <summary>SHA-256, in hex, of the bytes read until now or until the stream was closed.</summary>
    public string Sha256() => _sha256 ?? Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _hash.AppendData(buffer[..read]);
        Volatile.Write(ref _count, _count + read);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _sha256 is null)
        {
            _sha256 = Sha256();
            _hash.Dispose();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
