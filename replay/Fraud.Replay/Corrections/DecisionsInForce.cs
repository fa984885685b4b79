using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Replay.Log;

namespace Fraud.Replay.Corrections;

/// <summary>Finds the decision in force about each payment of a range, asked for in the order of the log per partition.</summary>
internal sealed class DecisionsInForce : IDisposable
{
    private readonly LogRange _firsts;
    private readonly Dictionary<LogPosition, (Decision Decision, LogPosition Record)> _corrections = [];

    public DecisionsInForce(string kafka, IReadOnlyList<(int Partition, long From, long To)> ranges, CancellationToken stop)
    {
        // Corrections stand behind what they correct, so all are known before the first is needed.
        using (var all = new LogRange(kafka, Topics.Decisions, ranges))
        {
            foreach (var partition in all.Partitions)
            {
                for (; all.Peek(partition) is { } record; all.Skip(partition))
                {
                    stop.ThrowIfCancellationRequested();
                    if (DecisionJson.Read(record.Message.Value) is { Supersedes: not null } correction)
                        _corrections[correction.Position] = (correction, PositionOf(record));
                }
            }
        }

        _firsts = new LogRange(kafka, Topics.Decisions, ranges);
    }

    /// <summary>The decision about the payment at a position; null when it is not among those read.</summary>
    public (Decision Decision, LogPosition Record)? Find(LogPosition payment)
    {
        for (; _firsts.Peek(payment.Partition) is { } record; _firsts.Skip(payment.Partition))
        {
            var decision = DecisionJson.Read(record.Message.Value);
            if (decision.Supersedes is not null || decision.Position.Offset < payment.Offset)
                continue;
            if (decision.Position.Offset > payment.Offset)
                return null;
            return _corrections.TryGetValue(payment, out var correction) ? correction : (decision, PositionOf(record));
        }

        return null;
    }

    public void Dispose() => _firsts.Dispose();

    private static LogPosition PositionOf(ConsumeResult<byte[], byte[]> record) => new(record.Topic, record.Partition.Value, record.Offset.Value);
}
