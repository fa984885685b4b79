using System.Buffers;

namespace Fraud.Contracts.Json;

/// <summary>An <see cref="Alert"/> as UTF-8 JSON: <c>{"decision": …, "payment": …}</c>.</summary>
public static class AlertJson
{
    /// <summary>Appends the record to <paramref name="output"/>.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="payment">The payment it decides.</param>
    /// <param name="output">Receives the bytes.</param>
    public static void Write(Decision decision, Payment payment, IBufferWriter<byte> output)
    {
        var json = JsonOutput.On(output);
        json.WriteStartObject();
        json.WritePropertyName("decision"u8);
        DecisionJson.Write(decision, json);
        json.WritePropertyName("payment"u8);
        PaymentJson.Write(payment, json);
        json.WriteEndObject();
        json.Flush();
    }
}
