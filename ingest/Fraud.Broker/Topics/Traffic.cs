namespace Fraud.Broker.Topics;

/// <summary>What went in and out of a partition since the broker started.</summary>
internal sealed class Traffic
{
    private long _recordsIn;
    private long _bytesIn;
    private long _bytesOut;

    public long RecordsIn => Volatile.Read(ref _recordsIn);

    public long BytesIn => Volatile.Read(ref _bytesIn);

    public long BytesOut => Volatile.Read(ref _bytesOut);

    public void Received(int records, int bytes)
    {
        Interlocked.Add(ref _recordsIn, records);
        Interlocked.Add(ref _bytesIn, bytes);
    }

    public void Sent(int bytes) => Interlocked.Add(ref _bytesOut, bytes);
}
