using System.Buffers.Binary;
using Fraud.Broker.Storage;

namespace Fraud.Broker.Coordination.Transactions;

/// <summary>Gives out producer ids, never one twice: whole blocks are taken in the journal, so a restart loses ids but repeats none.</summary>
internal sealed class ProducerIds(Journal journal)
{
    private const string Key = "producer-ids";
    private const long Block = 1000;
    private readonly Lock _gate = new();
    private long _next;
    private long _end;

    public long Next()
    {
        lock (_gate)
        {
            if (_next == _end)
            {
                var start = journal.Find(Key) is { } taken ? BinaryPrimitives.ReadInt64BigEndian(taken) : 0;
                var value = new byte[8];
                BinaryPrimitives.WriteInt64BigEndian(value, start + Block);
                journal.Write(new JournalEntry(Key, value));
                _next = start;
                _end = start + Block;
            }
            return _next++;
        }
    }
}
