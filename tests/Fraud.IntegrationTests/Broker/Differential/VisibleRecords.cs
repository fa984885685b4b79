using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;

namespace Fraud.IntegrationTests.Broker.Differential;

/// <summary>What a consumer makes of a fetch response: its extent, the records it would hand to its application, and where it would go on.</summary>
internal sealed record VisibleRecords(
    ErrorCode Error, long HighWatermark, long StableOffset, long StartOffset, IReadOnlyList<StoredRecord> Records, long Next)
{
    /// <param name="body">A fetch response of version 11 for one partition.</param>
    /// <param name="from">The offset asked for: batches come whole, earlier records are skipped.</param>
    public static VisibleRecords Of(byte[] body, long from)
    {
        var reader = new ProtocolReader(body, flexible: false);
        reader.Int32();
        reader.Int16();
        reader.Int32();
        reader.Int32();
        reader.String();
        reader.Int32();
        reader.Int32();
        var error = (ErrorCode)reader.Int16();
        var (high, stable, start) = (reader.Int64(), reader.Int64(), reader.Int64());
        var aborted = new List<(long ProducerId, long FirstOffset)>();
        for (var count = reader.ArrayLength(); count > 0; count--)
            aborted.Add((reader.Int64(), reader.Int64()));
        reader.Int32();
        var records = Filter(reader.Bytes(), new(aborted.OrderBy(one => one.FirstOffset)), from, out var next);
        return new VisibleRecords(error, high, stable, start, records, next);
    }

    private static List<StoredRecord> Filter(ReadOnlySpan<byte> batches, Queue<(long ProducerId, long FirstOffset)> aborted, long from, out long next)
    {
        var visible = new List<StoredRecord>();
        var skipped = new HashSet<long>();
        next = from;
        while (batches.Length >= RecordBatch.HeaderBytes)
        {
            var batch = new RecordBatch(batches);
            if (batch.Size > batches.Length)
                break;
            while (aborted.TryPeek(out var oldest) && oldest.FirstOffset <= batch.LastOffset)
                skipped.Add(aborted.Dequeue().ProducerId);
            if (batch.IsControl)
            {
                // Compaction leaves the last batch of a producer without its records.
                if (batch.RecordCount > 0 && !ControlBatch.IsCommit(batch))
                    skipped.Remove(batch.ProducerId);
            }
            else if (!batch.IsTransactional || !skipped.Contains(batch.ProducerId))
            {
                visible.AddRange(RecordReader.Read(batch).Where(record => record.Offset >= from));
            }
            next = batch.NextOffset;
            batches = batches[batch.Size..];
        }
        return visible;
    }
}
