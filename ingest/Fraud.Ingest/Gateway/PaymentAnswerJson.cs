using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Fraud.Ingest.Gateway;

/// <summary>Answers to posted payments as JSON. Decisions are passed through byte by byte as they stand on the log.</summary>
internal static class PaymentAnswerJson
{
    private static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true };

    /// <summary>Answers a single payment that was decided (200) or accepted (202).</summary>
    public static async Task WriteOneAsync(HttpResponse response, PaymentAnswer answer)
    {
        response.ContentType = "application/json";
        if (answer.Decision is { } decision)
        {
            response.StatusCode = StatusCodes.Status200OK;
            WriteDecision(response.BodyWriter, decision, answer.Duplicate);
        }
        else
        {
            response.StatusCode = StatusCodes.Status202Accepted;
            response.Headers.Location = Link(answer.Key);
            using var json = new Utf8JsonWriter(response.BodyWriter, WriterOptions);
            json.WriteStartObject();
            WriteAccepted(json, answer);
            json.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Answers an array: 200 when all are decided, 202 when all are taken but some not decided yet, 207 when some were not taken, and 400, 409
    /// or 503 when none was. Results stand in the order of the request.
    /// </summary>
    public static async Task WriteAllAsync(HttpResponse response, IReadOnlyList<PaymentAnswer> answers)
    {
        response.StatusCode = Status(answers);
        response.ContentType = "application/json";
        if (answers.Any(a => a.Failed is not null)) response.Headers.RetryAfter = $"{Problem.LogAway.RetryAfterSeconds}";
        using (var json = new Utf8JsonWriter(response.BodyWriter, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("accepted"u8, answers.Count(a => a.Accepted is not null || a.Decision is not null));
            json.WriteNumber("rejected"u8, answers.Count(a => a.Rejected is not null));
            json.WriteNumber("conflicts"u8, answers.Count(a => a.Conflict is not null));
            json.WriteNumber("failed"u8, answers.Count(a => a.Failed is not null));
            json.WriteStartArray("results"u8);
            foreach (var answer in answers)
                WriteResult(json, answer);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    private static int Status(IReadOnlyList<PaymentAnswer> answers)
    {
        var taken = answers.Count(a => a.Accepted is not null || a.Decision is not null);
        if (taken == answers.Count)
            return answers.All(a => a.Decision is not null) ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        if (taken > 0) return StatusCodes.Status207MultiStatus;
        if (answers.Any(a => a.Failed is not null)) return StatusCodes.Status503ServiceUnavailable;
        return answers.All(a => a.Conflict is not null) ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
    }

    private static void WriteResult(Utf8JsonWriter json, PaymentAnswer answer)
    {
        json.WriteStartObject();
        if (answer.Decision is { } decision)
        {
            json.WriteString("status"u8, "decided"u8);
            json.WriteBoolean("duplicate"u8, answer.Duplicate);
            json.WritePropertyName("decision"u8);
            json.WriteRawValue(decision, skipInputValidation: true);
        }
        else if (answer.Accepted is not null)
        {
            WriteAccepted(json, answer);
        }
        else if (answer.Rejected is { } rejection)
        {
            json.WriteString("status"u8, "rejected"u8);
            if (answer.Key.PaymentId is { Length: > 0 } id) json.WriteString("payment_id"u8, id);
            Problem.WriteErrors(json, rejection);
        }
        else if (answer.Conflict is { } differences)
        {
            json.WriteString("status"u8, "conflict"u8);
            json.WriteString("payment_id"u8, answer.Key.PaymentId);
            Problem.WriteDifferences(json, differences);
        }
        else
        {
            json.WriteString("status"u8, "failed"u8);
            json.WriteString("payment_id"u8, answer.Key.PaymentId);
            json.WriteString("detail"u8, answer.Failed!.Detail);
        }

        json.WriteEndObject();
    }

    private static void WriteAccepted(Utf8JsonWriter json, PaymentAnswer answer)
    {
        var position = answer.Accepted.GetValueOrDefault();
        json.WriteString("status"u8, "accepted"u8);
        json.WriteString("payment_id"u8, answer.Key.PaymentId);
        json.WriteStartObject("position"u8);
        json.WriteString("topic"u8, position.Topic);
        json.WriteNumber("partition"u8, position.Partition);
        json.WriteNumber("offset"u8, position.Offset);
        json.WriteEndObject();
        json.WriteString("decision"u8, Link(answer.Key));
    }

    private static void WriteDecision(IBufferWriter<byte> output, byte[] decision, bool duplicate)
    {
        if (duplicate && decision is [(byte)'{', ..])
        {
            output.Write("{\"duplicate\":true,"u8);
            output.Write(decision.AsSpan(1));
            return;
        }

        output.Write(decision);
    }

    private static string Link(PaymentKey key) =>
        $"{PaymentEndpoints.DecisionsPath}{Uri.EscapeDataString(key.PaymentId)}?account_id={Uri.EscapeDataString(key.AccountId)}";
}
