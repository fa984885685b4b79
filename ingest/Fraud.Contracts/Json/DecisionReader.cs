using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>Reads decisions; fields it does not know are skipped, so that a newer writer does not stop an older reader.</summary>
internal ref struct DecisionReader
{
    private string? _paymentId, _accountId, _currency, _policyName, _policyDigest, _modelId, _featureSet;
    private long _amountMinor, _eventTimeMs;
    private int _score, _policyVersion;
    private Outcome _outcome;
    private double? _probability;
    private bool _late;
    private bool _degraded;
    private LogPosition _position;
    private Supersession? _supersedes;
    private List<Reason>? _reasons;
    private Dictionary<string, long>? _profileOffsets;
    private double[]? _features;

    public static Decision Read(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        return Read(ref json);
    }

    /// <summary>Reads the object that <paramref name="json"/> stands on and leaves it on the object's end.</summary>
    public static Decision Read(ref Utf8JsonReader json)
    {
        var fields = new DecisionReader();
        JsonObject.Expect(ref json, JsonTokenType.StartObject);
        while (JsonObject.NextProperty(ref json))
            fields.ReadProperty(ref json);
        return fields.Build();
    }

    private void ReadProperty(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("payment_id"u8)) _paymentId = JsonObject.String(ref json);
        else if (json.ValueTextEquals("account_id"u8)) _accountId = JsonObject.String(ref json);
        else if (json.ValueTextEquals("supersedes"u8)) _supersedes = ReadSupersession(ref json);
        else if (json.ValueTextEquals("amount_minor"u8)) _amountMinor = JsonObject.Int64(ref json);
        else if (json.ValueTextEquals("currency"u8)) _currency = JsonObject.String(ref json);
        else if (json.ValueTextEquals("event_time"u8)) { json.Read(); _eventTimeMs = json.ReadTime(); }
        else if (json.ValueTextEquals("outcome"u8)) _outcome = OutcomeName.Parse(JsonObject.String(ref json));
        else if (json.ValueTextEquals("score"u8)) _score = (int)JsonObject.Int64(ref json);
        else if (json.ValueTextEquals("reasons"u8)) ReadReasons(ref json);
        else if (json.ValueTextEquals("policy"u8)) ReadPolicy(ref json);
        else if (json.ValueTextEquals("model"u8)) ReadModel(ref json);
        else if (json.ValueTextEquals("late"u8)) { json.Read(); _late = json.GetBoolean(); }
        else if (json.ValueTextEquals("degraded"u8)) { json.Read(); _degraded = json.GetBoolean(); }
        else if (json.ValueTextEquals("position"u8)) _position = ReadPlace(ref json).Place;
        else if (json.ValueTextEquals("profile_offsets"u8)) ReadProfileOffsets(ref json);
        else if (json.ValueTextEquals("feature_set"u8)) _featureSet = JsonObject.String(ref json);
        else if (json.ValueTextEquals("features"u8)) ReadFeatures(ref json);
        else JsonObject.SkipValue(ref json);
    }

    private readonly Decision Build() => new()
    {
        PaymentId = _paymentId ?? throw JsonObject.Missing("payment_id"),
        AccountId = _accountId ?? throw JsonObject.Missing("account_id"),
        Supersedes = _supersedes,
        AmountMinor = _amountMinor,
        Currency = _currency ?? throw JsonObject.Missing("currency"),
        EventTimeMs = _eventTimeMs,
        Outcome = _outcome,
        Score = _score,
        Reasons = _reasons ?? [],
        PolicyName = _policyName ?? throw JsonObject.Missing("policy.name"),
        PolicyVersion = _policyVersion,
        PolicyDigest = _policyDigest ?? throw JsonObject.Missing("policy.digest"),
        ModelId = _modelId,
        Probability = _probability,
        Late = _late,
        Degraded = _degraded,
        Position = _position,
        ProfileOffsets = _profileOffsets,
        FeatureSet = _featureSet ?? throw JsonObject.Missing("feature_set"),
        Features = _features ?? throw JsonObject.Missing("features"),
    };

    private void ReadReasons(ref Utf8JsonReader json)
    {
        _reasons = [];
        json.Read();
        JsonObject.Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            string code = "", sentence = "";
            string? rule = null;
            var points = 0;
            while (JsonObject.NextProperty(ref json))
            {
                if (json.ValueTextEquals("code"u8)) code = JsonObject.String(ref json);
                else if (json.ValueTextEquals("sentence"u8)) sentence = JsonObject.String(ref json);
                else if (json.ValueTextEquals("rule"u8)) rule = JsonObject.String(ref json);
                else if (json.ValueTextEquals("points"u8)) points = (int)JsonObject.Int64(ref json);
                else JsonObject.SkipValue(ref json);
            }

            _reasons.Add(new Reason(code, sentence, rule, points));
        }
    }

    private void ReadPolicy(ref Utf8JsonReader json)
    {
        json.Read();
        while (JsonObject.NextProperty(ref json))
        {
            if (json.ValueTextEquals("name"u8)) _policyName = JsonObject.String(ref json);
            else if (json.ValueTextEquals("version"u8)) _policyVersion = (int)JsonObject.Int64(ref json);
            else if (json.ValueTextEquals("digest"u8)) _policyDigest = JsonObject.String(ref json);
            else JsonObject.SkipValue(ref json);
        }
    }

    private void ReadModel(ref Utf8JsonReader json)
    {
        json.Read();
        while (JsonObject.NextProperty(ref json))
        {
            if (json.ValueTextEquals("id"u8)) _modelId = JsonObject.String(ref json);
            else if (json.ValueTextEquals("probability"u8)) { json.Read(); _probability = json.GetDouble(); }
            else JsonObject.SkipValue(ref json);
        }
    }

    private static Supersession ReadSupersession(ref Utf8JsonReader json)
    {
        var (record, why) = ReadPlace(ref json);
        return new Supersession(record, why);
    }

    /// <summary>A position, with the word that a supersession has beside it.</summary>
    private static (LogPosition Place, string Why) ReadPlace(ref Utf8JsonReader json)
    {
        string topic = "", why = "";
        long partition = 0, offset = 0;
        json.Read();
        while (JsonObject.NextProperty(ref json))
        {
            if (json.ValueTextEquals("topic"u8)) topic = JsonObject.String(ref json);
            else if (json.ValueTextEquals("partition"u8)) partition = JsonObject.Int64(ref json);
            else if (json.ValueTextEquals("offset"u8)) offset = JsonObject.Int64(ref json);
            else if (json.ValueTextEquals("why"u8)) why = JsonObject.String(ref json);
            else JsonObject.SkipValue(ref json);
        }

        return (new LogPosition(topic, (int)partition, offset), why);
    }

    private void ReadProfileOffsets(ref Utf8JsonReader json)
    {
        _profileOffsets = [];
        json.Read();
        while (JsonObject.NextProperty(ref json))
        {
            var table = json.GetString()!;
            _profileOffsets[table] = JsonObject.Int64(ref json);
        }
    }

    private void ReadFeatures(ref Utf8JsonReader json)
    {
        var features = new List<double>(96);
        json.Read();
        JsonObject.Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            features.Add(json.TokenType == JsonTokenType.Null ? double.NaN : json.GetSingle());
        _features = [.. features];
    }
}
