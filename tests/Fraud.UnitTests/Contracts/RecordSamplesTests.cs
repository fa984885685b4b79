using System.Buffers;
using System.Text;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Xunit;

namespace Fraud.UnitTests.Contracts;

/// <summary>One sample of each record as it stands on the log. A change here is a change of the schema: only additions are allowed.</summary>
public class RecordSamplesTests
{
    private const string PaymentSample =
        """{"payment_id":"P1","account_id":"A1","card_id":"C1","merchant_id":"M1","terminal_id":"T1","mcc":"5411","amount_minor":1250,"currency":"EUR","event_time":"2026-03-01T12:00:00.250Z","channel":"pos","entry_mode":"chip","country":"DE","ip":"192.0.2.1","device_id":"D1","latitude":52.5,"longitude":13.4,"basket":{"items":2}}""";

    private const string DecisionSample =
        """{"payment_id":"P1","account_id":"A1","amount_minor":1250,"currency":"EUR","event_time":"2026-03-01T12:00:00.250Z","outcome":"review","score":612,"reasons":[{"code":"CARD_VELOCITY","sentence":"Many payments.","rule":"card-velocity","points":300},{"code":"MODEL_X","sentence":"Unusual.","points":312}],"policy":{"name":"card-fraud","version":3,"digest":"0123456789abcdef"},"model":{"id":"fedcba9876543210","probability":0.312},"late":true,"degraded":true,"position":{"topic":"payments.v1","partition":2,"offset":41},"profile_offsets":{"accounts":7,"customers":9},"feature_set":"00112233aabbccdd","features":[1,null,0.1,-3.5]}""";

    private const string PolicyVersionSample =
        """{"policy":"card-fraud","version":3,"digest":"0123456789abcdef","model":"fedcba9876543210","author":"ana","time":"2026-03-01T12:00:00.250Z","comment":"Fewer false alarms.","source":"name: card-fraud\nversion: 3\n"}""";

    private const string PolicyStepSample =
        """{"policy":"card-fraud","step":7,"kind":"approve","digest":"0123456789abcdef","actor":"ben","time":"2026-03-01T12:00:00.250Z","comment":"Backtest seen."}""";

    [Fact]
    public void A_policy_version_is_written_as_pinned_and_read_again() =>
        Assert.Equal(PolicyVersionSample, Text(buffer => PolicyVersionJson.Write(PolicyVersionJson.Read(Encoding.UTF8.GetBytes(PolicyVersionSample)), buffer)));

    [Fact]
    public void A_policy_step_is_written_as_pinned_and_read_again() =>
        Assert.Equal(PolicyStepSample, Text(buffer => PolicyStepJson.Write(PolicyStepJson.Read(Encoding.UTF8.GetBytes(PolicyStepSample)), buffer)));

    [Theory]
    [InlineData(PolicyStepKind.Activate, "activate")]
    [InlineData(PolicyStepKind.Rollback, "rollback")]
    [InlineData(PolicyStepKind.Rebind, "rebind")]
    [InlineData(PolicyStepKind.Shadow, "shadow")]
    [InlineData(PolicyStepKind.Retire, "retire")]
    public void Steps_keep_their_names(PolicyStepKind kind, string name) =>
        Assert.Equal((name, kind), (PolicyStepKindName.Of(kind), PolicyStepKindName.Parse(name)));

    [Fact]
    public void A_payment_is_written_as_pinned() => Assert.Equal(PaymentSample, Text(buffer => PaymentJson.Write(Payment, buffer)));

    [Fact]
    public void A_decision_is_written_as_pinned() => Assert.Equal(DecisionSample, Text(buffer => DecisionJson.Write(Decision, buffer)));

    [Fact]
    public void An_alert_is_its_decision_and_its_payment() => Assert.Equal(
        $$"""{"decision":{{DecisionSample}},"payment":{{PaymentSample}}}""",
        Text(buffer => AlertJson.Write(Decision, Payment, buffer)));

    [Fact]
    public void A_decision_read_and_written_again_has_the_same_bytes()
    {
        var read = DecisionJson.Read(Encoding.UTF8.GetBytes(DecisionSample));
        Assert.Equal(DecisionSample, Text(buffer => DecisionJson.Write(read, buffer)));
    }

    [Fact]
    public void A_field_of_a_newer_writer_is_skipped()
    {
        var newer = DecisionSample.Replace("""{"payment_id":""", """{"added":{"deep":[1,{"x":null}]},"payment_id":""", StringComparison.Ordinal);
        var read = DecisionJson.Read(Encoding.UTF8.GetBytes(newer));
        Assert.Equal(DecisionSample, Text(buffer => DecisionJson.Write(read, buffer)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"payment_id":1}""")]
    [InlineData("""{"payment_id":"P1","outcome":"maybe"}""")]
    public void Bytes_that_are_no_decision_are_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => DecisionJson.Read(Encoding.UTF8.GetBytes(json)));

    private static Payment Payment => new()
    {
        PaymentId = "P1",
        AccountId = "A1",
        CardId = "C1",
        MerchantId = "M1",
        TerminalId = "T1",
        Mcc = "5411",
        AmountMinor = 1250,
        Currency = "EUR",
        EventTimeMs = 1_772_366_400_250,
        Channel = "pos",
        EntryMode = "chip",
        Country = "DE",
        Ip = "192.0.2.1",
        DeviceId = "D1",
        Latitude = 52.5,
        Longitude = 13.4,
        Extra = new Dictionary<string, JsonElement> { ["basket"] = JsonDocument.Parse("""{"items":2}""").RootElement },
    };

    private static Decision Decision => new()
    {
        PaymentId = "P1",
        AccountId = "A1",
        AmountMinor = 1250,
        Currency = "EUR",
        EventTimeMs = 1_772_366_400_250,
        Outcome = Outcome.Review,
        Score = 612,
        Reasons = [new("CARD_VELOCITY", "Many payments.", "card-velocity", 300), new("MODEL_X", "Unusual.", null, 312)],
        PolicyName = "card-fraud",
        PolicyVersion = 3,
        PolicyDigest = "0123456789abcdef",
        ModelId = "fedcba9876543210",
        Probability = 0.312,
        Late = true,
        Degraded = true,
        Position = new LogPosition(Topics.Payments, 2, 41),
        ProfileOffsets = new SortedDictionary<string, long> { ["customers"] = 9, ["accounts"] = 7 },
        FeatureSet = "00112233aabbccdd",
        Features = [1, double.NaN, 0.1f, -3.5],
    };

    private static string Text(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
