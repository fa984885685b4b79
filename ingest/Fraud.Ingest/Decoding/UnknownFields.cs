using System.Text.Json;
using Fraud.Contracts;

namespace Fraud.Ingest.Decoding;

/// <summary>
/// Collects the fields this version does not know. They are checked as strictly as known ones, because whoever reads a
/// <see cref="JsonElement"/> later must not meet an escape that throws or a card number.
/// </summary>
internal struct UnknownFields
{
    private Dictionary<string, JsonElement>? _values;

    public readonly IReadOnlyDictionary<string, JsonElement>? Values => _values;

    /// <summary>Reads the property whose name the reader stands on.</summary>
    public Rejection? Read(ref Utf8JsonReader json)
    {
        if (json.ValueSpan.Length > FieldText.BytesMax)
            return new Rejection(RejectReason.InvalidValue, "", $"a field name is longer than {FieldText.BytesMax} bytes");
        if (Check(ref json) is { } badName) return badName;
        var name = json.GetString()!;
        if (_values is { Count: >= PaymentDecoder.UnknownFieldsMax })
            return new Rejection(RejectReason.InvalidValue, "", $"more than {PaymentDecoder.UnknownFieldsMax} unknown fields");
        if (_values?.ContainsKey(name) == true) return new Rejection(RejectReason.DuplicateField, name, "stands twice");

        json.Read();
        if (CheckTree(json) is { } refused) return refused with { Field = name };
        (_values ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal)).Add(name, JsonElement.ParseValue(ref json));
        return null;
    }

    /// <summary>Walks a value with a copy of the reader.</summary>
    private static Rejection? CheckTree(Utf8JsonReader json)
    {
        var depth = json.CurrentDepth;
        do
        {
            if (Check(ref json) is { } refused) return refused;
        }
        while ((json.CurrentDepth > depth || json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && json.Read());

        return null;
    }

    private static Rejection? Check(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number)) return null;
        var text = json.ValueSpan;
        if (json.ValueIsEscaped)
        {
            Span<byte> buffer = text.Length <= 1024 ? stackalloc byte[text.Length] : new byte[text.Length];
            if (!FieldText.TryUnescape(ref json, buffer, out var length))
                return new Rejection(RejectReason.MalformedJson, "", "holds half of a surrogate pair");
            return CardNumber.LooksLike(buffer[..length]) ? CardNumberFound : null;
        }

        return CardNumber.LooksLike(text) ? CardNumberFound : null;
    }

    private static Rejection CardNumberFound => new(RejectReason.CardNumber, "", "looks like a card number; send a token");
}
