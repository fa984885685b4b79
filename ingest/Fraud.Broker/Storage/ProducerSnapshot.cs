namespace Fraud.Broker.Storage;

/// <summary>A producer as a partition knows it, for describing it to an operator.</summary>
internal readonly record struct ProducerSnapshot(long ProducerId, short Epoch, int LastSequence, long LastTimestampMs, long TransactionFirstOffset)
{
    public static ProducerSnapshot Of(ProducerState state) =>
        new(state.ProducerId, state.Epoch, state.LastSequence, state.LastTimestampMs, state.TransactionFirstOffset);
}
