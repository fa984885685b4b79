using System.Buffers;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Features;
using Fraud.Ingest.Kafka;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Api;

/// <summary>
/// A log of a test's own, and its writer in the place of the scoring stage. Decision <c>i</c> is the same whoever asks: every fifth goes to
/// review, every tenth is declined, and both are alerts.
/// </summary>
public sealed class DecisionLog : IAsyncLifetime, IDisposable
{
    private const int PerTransaction = 500;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly BrokerFixture _broker = new();
    private IProducer<byte[], byte[]>? _producer;

    public string Kafka => _broker.BootstrapServers;

    public async Task InitializeAsync()
    {
        await _broker.InitializeAsync();
        await new TopicCreator(Kafka).EnsureAsync(TopicLayout.Product(), Timeout);
        _producer = new ProducerBuilder<byte[], byte[]>(KafkaClients.TransactionalProducer(Kafka, "test-decisions")).Build();
        _producer.InitTransactions(Timeout);
    }

    public async Task DisposeAsync()
    {
        _producer?.Dispose();
        await _broker.DisposeAsync();
    }

    public void Dispose() => _broker.Dispose();

    public static bool IsAlert(int i) => i % 5 == 0;

    public static int Alerts(int first, int last) => Enumerable.Range(first, last - first + 1).Count(IsAlert);

    public static Decision Decision(int i)
    {
        var text = i.ToString(CultureInfo.InvariantCulture);
        return new Decision
        {
            PaymentId = "P" + text,
            AccountId = "A" + (i % 50).ToString(CultureInfo.InvariantCulture),
            AmountMinor = 100 + i,
            Currency = i % 3 == 0 ? "USD" : "EUR",
            EventTimeMs = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(i).ToUnixTimeMilliseconds(),
            Outcome = i % 10 == 0 ? Outcome.Decline : IsAlert(i) ? Outcome.Review : Outcome.Approve,
            Score = i % 1000,
            Reasons = IsAlert(i)
                ? [new Reason("VELOCITY", $"{text} payments.", "card-velocity", 300), new Reason("MODEL_AMOUNT", "Unusual amount.", null, 40)]
                : [],
            PolicyName = "card-fraud",
            PolicyVersion = 3,
            PolicyDigest = "0123456789abcdef",
            ModelId = "model-1",
            Probability = i % 1000 / 1000.0,
            Position = new LogPosition(Topics.Payments, i % 4, i),
            FeatureSet = FeatureCatalogue.Default.Digest,
            Features = [.. Enumerable.Range(0, FeatureCatalogue.Default.Count).Select(f => f == 0 ? double.NaN : f + (double)i)],
        };
    }

    public static Payment Payment(int i)
    {
        var decision = Decision(i);
        return new Payment
        {
            PaymentId = decision.PaymentId,
            AccountId = decision.AccountId,
            AmountMinor = decision.AmountMinor,
            Currency = decision.Currency,
            EventTimeMs = decision.EventTimeMs,
            MerchantId = i % 20 == 0 ? "Corner_Shop" : "M1",
            Country = "DE",
            DeviceId = "D" + (i % 7).ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Commits decisions <paramref name="first"/> to <paramref name="last"/> with their alerts, some hundred in a transaction.</summary>
    public void Write(int first, int last)
    {
        foreach (var chunk in Enumerable.Range(first, last - first + 1).Chunk(PerTransaction))
        {
            Produce(chunk);
            _producer!.CommitTransaction(Timeout);
        }
    }

    /// <summary>Writes them and takes them back: nobody may ever see them.</summary>
    public void WriteAborted(int first, int last)
    {
        Produce(Enumerable.Range(first, last - first + 1));
        _producer!.Flush(Timeout);
        _producer.AbortTransaction(Timeout);
    }

    /// <summary>Commits a correction of decision <paramref name="i"/> with its alert, to the partitions of the first records.</summary>
    public void WriteCorrection(int i, LogPosition superseded, Outcome outcome, int score)
    {
        var correction = Decision(i) with { Outcome = outcome, Score = score, Supersedes = new Supersession(superseded, "mended") };
        var key = Encoding.UTF8.GetBytes(correction.AccountId);
        _producer!.BeginTransaction();
        _producer.Produce(Topics.Decisions, new Message<byte[], byte[]> { Key = key, Value = DecisionBytes(correction) });
        if (outcome != Outcome.Approve || IsAlert(i)) _producer.Produce(Topics.Alerts, new Message<byte[], byte[]> { Key = key, Value = AlertBytes(correction, Payment(i)) });
        _producer.CommitTransaction(Timeout);
    }

    /// <summary>Commits one record as it is.</summary>
    public void WriteRaw(string topic, string key, byte[] value)
    {
        _producer!.BeginTransaction();
        _producer.Produce(topic, new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(key), Value = value });
        _producer.CommitTransaction(Timeout);
    }

    public static byte[] AlertBytes(Decision decision, Payment payment) => Bytes(buffer => AlertJson.Write(decision, payment, buffer));

    public static byte[] DecisionBytes(Decision decision) => Bytes(buffer => DecisionJson.Write(decision, buffer));

    private void Produce(IEnumerable<int> numbers)
    {
        _producer!.BeginTransaction();
        foreach (var i in numbers)
        {
            var decision = Decision(i);
            var key = Encoding.UTF8.GetBytes(decision.AccountId);
            _producer.Produce(Topics.Decisions, new Message<byte[], byte[]> { Key = key, Value = DecisionBytes(decision) });
            if (IsAlert(i)) _producer.Produce(Topics.Alerts, new Message<byte[], byte[]> { Key = key, Value = AlertBytes(decision, Payment(i)) });
        }
    }

    private static byte[] Bytes(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
