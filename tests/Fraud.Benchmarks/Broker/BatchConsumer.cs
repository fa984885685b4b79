using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using Fraud.Host.Runtime;

namespace Fraud.Benchmarks.Broker;

/// <summary>
/// A consumer that only counts records and checks each batch's CRC32C, so that the broker and not the client sets the pace. It asks for the next
/// batches before it checks the last ones, as clients do. Fetch version 11, read committed, one connection.
/// </summary>
internal sealed class BatchConsumer : IDisposable
{
    private const short FetchKey = 1;
    private const short FetchVersion = 11;
    private const int MaxWaitMs = 500;
    private const int BatchHeaderBytes = 61;
    private const int CrcStart = 21;
    private readonly Socket _socket;
    private readonly string _topic;
    private readonly long[] _next;
    private readonly int _partitionBytesMax;
    private byte[] _response = [];
    private byte[] _spare = [];

    public BatchConsumer(string bootstrapServers, string topic, int partitions, int partitionBytesMax)
    {
        var parts = bootstrapServers.Split(':');
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Connect(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        _topic = topic;
        _next = new long[partitions];
        _partitionBytesMax = partitionBytesMax;
    }

    /// <summary>Reads that many records.</summary>
    /// <returns>Records a second.</returns>
    public double Read(long count)
    {
        var begun = Stopwatch.GetTimestamp();
        Ask();
        for (long records = 0; records < count;)
        {
            var batches = Receive();
            foreach (var (start, _) in batches)
                records += BinaryPrimitives.ReadInt32BigEndian(_response.AsSpan(start + 57));
            (_response, _spare) = (_spare, _response);
            if (records < count)
                Ask();
            foreach (var (start, size) in batches)
                Check(_spare.AsSpan(start, size));
        }
        return count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    public void Dispose() => _socket.Dispose();

    private void Ask()
    {
        var request = new List<byte>();
        Int16(FetchKey);
        Int16(FetchVersion);
        Int32(1);
        Text("batch-consumer");
        foreach (var field in (int[])[-1, MaxWaitMs, 1, int.MaxValue])
            Int32(field);
        request.Add(1);
        foreach (var field in (int[])[0, -1, 1])
            Int32(field);
        Text(_topic);
        Int32(_next.Length);
        for (var partition = 0; partition < _next.Length; partition++)
        {
            Int32(partition);
            Int32(-1);
            Int64(_next[partition]);
            Int64(-1);
            Int32(_partitionBytesMax);
        }
        Int32(0);
        Text("");
        var frame = new byte[4 + request.Count];
        BinaryPrimitives.WriteInt32BigEndian(frame, request.Count);
        request.CopyTo(frame, 4);
        _socket.Send(frame);

        void Int16(short value) => request.AddRange((byte)(value >> 8), (byte)value);
        void Int32(int value)
        {
            Int16((short)(value >> 16));
            Int16((short)value);
        }
        void Int64(long value)
        {
            Int32((int)(value >> 32));
            Int32((int)value);
        }
        void Text(string value)
        {
            Int16((short)value.Length);
            request.AddRange(Encoding.UTF8.GetBytes(value));
        }
    }

    /// <summary>Reads one answer and moves on behind its whole batches; a batch that is cut off at the end comes again with the next answer.</summary>
    private List<(int Start, int Size)> Receive()
    {
        Fill(4);
        var bytes = BinaryPrimitives.ReadInt32BigEndian(_response);
        Fill(bytes);
        var batches = new List<(int, int)>();
        // Correlation id, throttle time, error, session id, one topic, its name, its partitions.
        var at = 4 + 4 + 2 + 4 + 4;
        at += 2 + BinaryPrimitives.ReadInt16BigEndian(_response.AsSpan(at)) + 4;
        for (var left = _next.Length; left > 0; left--)
        {
            var partition = BinaryPrimitives.ReadInt32BigEndian(_response.AsSpan(at));
            if (BinaryPrimitives.ReadInt16BigEndian(_response.AsSpan(at + 4)) is not 0 and var error)
                throw new OperatingFaultException($"Partition {partition} answered with error {error}.");
            at += 4 + 2 + 8 + 8 + 8;
            at += 4 + 16 * Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(_response.AsSpan(at))) + 4;
            var end = at + 4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(_response.AsSpan(at)));
            for (at += 4; end - at >= BatchHeaderBytes;)
            {
                var batch = _response.AsSpan(at);
                var size = 12 + BinaryPrimitives.ReadInt32BigEndian(batch[8..]);
                if (size > end - at)
                    break;
                batches.Add((at, size));
                _next[partition] = BinaryPrimitives.ReadInt64BigEndian(batch) + BinaryPrimitives.ReadInt32BigEndian(batch[23..]) + 1;
                at += size;
            }
            at = end;
        }
        return batches;
    }

    private void Fill(int bytes)
    {
        if (_response.Length < bytes)
            _response = new byte[bytes];
        for (var filled = 0; filled < bytes;)
        {
            var read = _socket.Receive(_response.AsSpan(filled, bytes - filled));
            filled += read > 0 ? read : throw new OperatingFaultException("The broker closed the connection.");
        }
    }

    private static void Check(ReadOnlySpan<byte> batch)
    {
        var crc = uint.MaxValue;
        var data = batch[CrcStart..];
        for (; data.Length >= 8; data = data[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (var part in data)
            crc = BitOperations.Crc32C(crc, part);
        if (~crc != BinaryPrimitives.ReadUInt32BigEndian(batch[17..]))
            throw new OperatingFaultException("A batch arrived damaged.");
    }
}
