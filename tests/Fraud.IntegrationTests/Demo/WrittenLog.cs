using System.Buffers;
using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Host.Auditing;
using Fraud.Host.Demo;
using Fraud.Host.Demo.Audit;
using Fraud.Ingest.DeadLetters;
using Fraud.Ingest.Kafka;
using Fraud.Simulator;
using Fraud.TestKit;

namespace Fraud.IntegrationTests.Demo;

/// <summary>A log and a journal written record by record, right or wrong, to be audited.</summary>
internal sealed class WrittenLog : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly string _kafka;
    private readonly TempFolder _folder = new("audit");
    private readonly IProducer<byte[]?, byte[]> _producer;
    private readonly AckJournal _journal;

    private WrittenLog(string kafka)
    {
        _kafka = kafka;
        _producer = new ProducerBuilder<byte[]?, byte[]>(KafkaClients.IdempotentProducer(kafka)).SetLogHandler((_, _) => { }).Build();
        _journal = new AckJournal(_folder.File("journal"));
    }

    public static async Task<WrittenLog> CreateAsync(string kafka)
    {
        await new TopicCreator(kafka).EnsureAsync(TopicLayout.Product(2, "accounts", "customers"), Timeout);
        return new WrittenLog(kafka);
    }

    public void Acknowledge(params string[] ids)
    {
        foreach (var id in ids) _journal.Append("acc", id);
    }

    public async Task PayAsync(params string[] ids)
    {
        foreach (var id in ids) await ProduceAsync(Topics.Payments, Written(output => PaymentJson.Write(Payment(id), output)));
    }

    public async Task<LogPosition> PayMalformedAsync()
    {
        var result = await ProduceAsync(Topics.Payments, "{\"payment_id\":"u8.ToArray());
        return new LogPosition(result.Topic, result.Partition.Value, result.Offset.Value);
    }

    public async Task DecideAsync(Outcome outcome, params string[] ids)
    {
        foreach (var id in ids) await ProduceAsync(Topics.Decisions, Written(output => DecisionJson.Write(Decision(id, outcome), output)));
    }

    /// <summary>Decides in a transaction that is aborted.</summary>
    public void DecideInVain(string id)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]>(KafkaClients.TransactionalProducer(_kafka, "in-vain"))
            .SetLogHandler((_, _) => { }).Build();
        producer.InitTransactions(Timeout);
        producer.BeginTransaction();
        producer.Produce(Topics.Decisions, Message(Written(output => DecisionJson.Write(Decision(id, Outcome.Decline), output))));
        producer.Flush(Timeout);
        producer.AbortTransaction(Timeout);
    }

    public async Task AlertAsync(params string[] ids)
    {
        foreach (var id in ids)
            await ProduceAsync(Topics.Alerts, Written(output => AlertJson.Write(Decision(id, Outcome.Review), Payment(id), output)));
    }

    public Task BuryAsync(LogPosition source) => _producer.ProduceAsync(
        Topics.DeadLetter,
        DeadLetterMessage.Encode(new DeadLetter(source, null, [1], new Rejection(RejectReason.MalformedJson, "", "cut short"))));

    public LogAudit Audit(FraudTruth? truth = null) => LogAudit.Read(
        new TopicScan(_kafka), _folder.File("journal"), truth ?? Nothing(), CancellationToken.None);

    public void Dispose()
    {
        _producer.Dispose();
        _journal.Dispose();
        _folder.Dispose();
    }

    private static FraudTruth Nothing() =>
        FraudTruth.Make(new World(new WorldOptions { Accounts = 50 }), 1, new PaymentSerial(1, 0), CancellationToken.None);

    private Task<DeliveryResult<byte[]?, byte[]>> ProduceAsync(string topic, byte[] value) => _producer.ProduceAsync(topic, Message(value));

    private static Message<byte[]?, byte[]> Message(byte[] value) => new() { Key = Encoding.UTF8.GetBytes("acc"), Value = value };

    private static byte[] Written(Action<ArrayBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    private static Payment Payment(string id) =>
        new() { PaymentId = id, AccountId = "acc", AmountMinor = 100, Currency = "EUR", EventTimeMs = 1_772_366_400_000 };

    private static Decision Decision(string id, Outcome outcome) => new()
    {
        PaymentId = id,
        AccountId = "acc",
        AmountMinor = 100,
        Currency = "EUR",
        EventTimeMs = 1_772_366_400_000,
        Outcome = outcome,
        Score = 500,
        Reasons = [],
        PolicyName = "card-fraud",
        PolicyVersion = 1,
        PolicyDigest = "0123456789abcdef",
        Position = new LogPosition(Topics.Payments, 0, 0),
        FeatureSet = "0123456789abcdef",
        Features = [1],
    };
}
