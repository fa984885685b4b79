using Fraud.Broker.Protocol;

namespace Fraud.Broker.Storage;

/// <summary>A producer's state as bytes of an index file.</summary>
internal static class ProducerStateCodec
{
    public static void Write(ProtocolWriter writer, ProducerState state)
    {
        writer.Int64(state.ProducerId);
        writer.Int16(state.Epoch);
        writer.Int64(state.TransactionFirstOffset);
        writer.Int64(state.LastTimestampMs);
        writer.Int32(state.RecentCount);
        foreach (var mark in state.Recent)
        {
            writer.Int32(mark.FirstSequence);
            writer.Int32(mark.LastSequence);
            writer.Int64(mark.BaseOffset);
            writer.Int64(mark.LastOffset);
            writer.Int64(mark.TimestampMs);
        }
    }

    public static ProducerState Read(ref ProtocolReader reader)
    {
        var state = new ProducerState(reader.Int64());
        var epoch = reader.Int16();
        var firstOffset = reader.Int64();
        var lastTimestamp = reader.Int64();
        for (var count = reader.ArrayLength(); count > 0; count--)
            state.Remember(epoch, new BatchMark(reader.Int32(), reader.Int32(), reader.Int64(), reader.Int64(), reader.Int64()));
        if (epoch != ProducerState.NoEpoch)
            state.StartEpoch(epoch);
        state.TransactionFirstOffset = firstOffset;
        state.Touch(lastTimestamp);
        return state;
    }
}
