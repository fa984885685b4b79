using System.Buffers;
using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Features;
using Fraud.Features.Redis;
using Fraud.Host.Auditing;
using Fraud.Host.Runtime;
using Fraud.Ingest.Decoding;
using Fraud.Ingest.Kafka;
using Fraud.Worker;

namespace Fraud.Host.Chaos;

/// <summary>Plants a <see cref="ChaosPlant"/> while no worker runs, halfway through the payments, so that what follows builds on it.</summary>
internal sealed class Planting(Addresses addresses, TimeProvider time)
{
    /// <summary>Longer than a static member's session, after which an ended worker no longer guards the group's offsets.</summary>
    private static readonly TimeSpan LeaveTime = TimeSpan.FromSeconds(60);

    /// <summary>Plants it; everything published must be decided, and the workers must have ended.</summary>
    public async Task PlantAsync(ChaosPlant plant, CancellationToken stop) => await (plant switch
    {
        ChaosPlant.Duplicate => RepeatDecisionAsync(stop),
        ChaosPlant.Loss => SkipPaymentAsync(stop),
        _ => CountTwiceAsync(stop),
    });

    private async Task RepeatDecisionAsync(CancellationToken stop)
    {
        var decided = First(Topics.Decisions, stop);
        using var producer = Producer();
        await producer.ProduceAsync(new TopicPartition(Topics.Decisions, decided.Partition), decided.Message, stop);
    }

    private async Task SkipPaymentAsync(CancellationToken stop)
    {
        var sample = First(Topics.Payments, stop);
        var payment = Decoded(sample) with { PaymentId = "planted" };
        var buffer = new ArrayBufferWriter<byte>();
        PaymentJson.Write(payment, buffer);
        using var producer = Producer();
        var lost = await producer.ProduceAsync(
            new TopicPartition(Topics.Payments, sample.Partition),
            new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(payment.AccountId), Value = buffer.WrittenSpan.ToArray() }, stop);
        using var group = new ConsumerBuilder<byte[], byte[]>(KafkaClients.ReadCommittedConsumer(addresses.Kafka, ScoringOptions.GroupIdDefault))
            .SetLogHandler((_, _) => { }).Build();
        for (var begun = time.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(500), time, stop))
        {
            try
            {
                group.Commit([new TopicPartitionOffset(lost.TopicPartition, lost.Offset + 1)]);
                return;
            }
            catch (KafkaException) when (time.GetElapsedTime(begun) < LeaveTime)
            {
                // The group still has members.
            }
        }
    }

    private async Task CountTwiceAsync(CancellationToken stop)
    {
        var first = First(Topics.Payments, stop);
        var payment = Decoded(first);
        var partition = first.Partition.Value;
        await using var store = await RedisStateStore.ConnectAsync(new RedisStateOptions { Configuration = addresses.Redis });
        var owner = await store.AcquireAsync(partition, stop);
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions());
        states.AddPartition(partition);
        List<StateKey> keys = [];
        states.CollectMissing(partition, payment, keys);
        await store.LoadAsync(keys, (key, bytes) => states.Load(key, bytes.Span), stop);
        states.Apply(partition, owner.Reach - 1, payment);
        List<StateWrite> changed = [];
        states.TakeChanged(partition, changed);
        if (changed.Count == 0 || await store.WriteAsync(owner, changed, owner.Reach, stop) != WriteResult.Written)
            throw new OperatingFaultException("The state to be planted was not taken: try another seed.");
    }

    private ConsumeResult<byte[], byte[]> First(string topic, CancellationToken stop)
    {
        ConsumeResult<byte[], byte[]>? first = null;
        new TopicScan(addresses.Kafka).Read(topic, record => first ??= IsReadable(topic, record) ? record : null, stop);
        return first ?? throw new OperatingFaultException($"{topic} is empty: nothing can be planted. Publish more payments.");
    }

    private static bool IsReadable(string topic, ConsumeResult<byte[], byte[]> record) =>
        topic != Topics.Payments || PaymentDecoder.TryDecode(record.Message.Value, out _, out _);

    private static Payment Decoded(ConsumeResult<byte[], byte[]> record) => PaymentDecoder.TryDecode(record.Message.Value, out var payment, out _)
        ? payment
        : throw new InvalidOperationException("The record was readable a moment ago.");

    private IProducer<byte[], byte[]> Producer() =>
        new ProducerBuilder<byte[], byte[]>(KafkaClients.IdempotentProducer(addresses.Kafka)).SetLogHandler((_, _) => { }).Build();
}
