using Fraud.Broker.Protocol;

namespace Fraud.Broker.Storage;

/// <summary>Decides whether the records of a produce request are one intact batch that the log may store.</summary>
internal static class BatchValidator
{
    /// <param name="records">Everything the client sent for one partition.</param>
    /// <param name="sizeMax">Largest batch accepted, in bytes: the topic's max.message.bytes.</param>
    /// <param name="keysRequired">Whether each record must have a key: compaction could not keep the others.</param>
    public static ErrorCode Check(ReadOnlySpan<byte> records, int sizeMax, bool keysRequired = false)
    {
        if (records.Length < RecordBatch.HeaderBytes)
            return ErrorCode.CorruptMessage;
        var batch = new RecordBatch(records);
        if (batch.Magic < 2)
            return ErrorCode.UnsupportedForMessageFormat;
        if (batch.Magic > 2 || batch.Size < RecordBatch.HeaderBytes || batch.Size > records.Length)
            return ErrorCode.CorruptMessage;
        // Since message format v2 a partition carries exactly one batch in a request.
        if (batch.Size < records.Length)
            return ErrorCode.InvalidRecord;
        if (batch.Size > sizeMax)
            return ErrorCode.MessageTooLarge;
        if (!batch.IsIntact())
            return ErrorCode.CorruptMessage;
        var error = CheckHeader(batch);
        return error == ErrorCode.None && keysRequired ? CheckKeys(batch) : error;
    }

    /// <summary>Whether the records claim to belong to a transaction; asked before anything else of them is believed.</summary>
    public static bool ClaimsTransaction(ReadOnlySpan<byte> records) =>
        records.Length >= RecordBatch.HeaderBytes && new RecordBatch(records) is { Magic: 2, IsTransactional: true };

    private static ErrorCode CheckKeys(RecordBatch batch)
    {
        try
        {
            return RecordReader.Read(batch).TrueForAll(record => record.Key is not null) ? ErrorCode.None : ErrorCode.InvalidRecord;
        }
        catch (InvalidDataException)
        {
            return ErrorCode.CorruptMessage;
        }
    }

    private static ErrorCode CheckHeader(RecordBatch batch)
    {
        if (batch.IsControl || batch.RecordCount < 1 || batch.LastOffsetDelta != batch.RecordCount - 1)
            return ErrorCode.InvalidRecord;
        if (batch.Compression == CompressionType.None && batch.RecordCount > batch.Records.Length / RecordReader.RecordBytesMin)
            return ErrorCode.InvalidRecord;
        if (batch.Compression > CompressionType.Zstd)
            return ErrorCode.UnsupportedCompressionType;
        if (batch.HasLogAppendTime)
            return ErrorCode.InvalidTimestamp;
        if (batch.ProducerId < 0)
            return batch.IsTransactional ? ErrorCode.InvalidRecord : ErrorCode.None;
        return batch.ProducerEpoch < 0 || batch.BaseSequence < 0 ? ErrorCode.InvalidRecord : ErrorCode.None;
    }
}
