using System.Buffers;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Decoding;

namespace Fraud.Ingest.Gateway;

/// <summary>What two payments of the same id differ in: a retry differs in nothing, however its JSON is written.</summary>
internal static class PaymentDifference
{
    /// <summary>What a decision repeats of its payment.</summary>
    private static readonly string[] DecisionFields = ["amount_minor", "currency", "event_time"];

    /// <summary>Compares with the bytes of the payment that was taken.</summary>
    public static IReadOnlyList<FieldDifference> FromPayment(ReadOnlySpan<byte> first, Payment sent)
    {
        if (!PaymentDecoder.TryDecode(first, out var taken, out _)) return [];
        using var one = Canonical(taken);
        using var other = Canonical(sent);
        var names = one.RootElement.EnumerateObject().Concat(other.RootElement.EnumerateObject()).Select(p => p.Name).Distinct();
        return Between(one.RootElement, other.RootElement, names);
    }

    /// <summary>Compares with what a decision repeats of its payment: amount, currency and time.</summary>
    public static IReadOnlyList<FieldDifference> FromDecision(ReadOnlyMemory<byte> decision, Payment sent)
    {
        try
        {
            using var one = JsonDocument.Parse(decision);
            using var other = Canonical(sent);
            return Between(one.RootElement, other.RootElement, DecisionFields.Where(name => one.RootElement.TryGetProperty(name, out _)));
        }
        catch (JsonException)
        {
            // Whatever stands there is passed through as it is, as ever.
            return [];
        }
    }

    private static List<FieldDifference> Between(JsonElement first, JsonElement sent, IEnumerable<string> names)
    {
        var differences = new List<FieldDifference>();
        foreach (var name in names)
        {
            var (one, other) = (Raw(first, name), Raw(sent, name));
            if (one != other) differences.Add(new FieldDifference(name, one, other));
        }

        return differences;
    }

    private static string Raw(JsonElement payment, string name) => payment.TryGetProperty(name, out var value) ? value.GetRawText() : "null";

    private static JsonDocument Canonical(Payment payment)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        PaymentJson.Write(payment, buffer);
        return JsonDocument.Parse(buffer.WrittenMemory);
    }
}
