using System.Globalization;
using System.Text.Json;
using Fraud.Contracts;
using Microsoft.AspNetCore.Http;

namespace Fraud.Ingest.Gateway;

/// <summary>An error answer, RFC 9457 problem details. It names fields and limits and never repeats a value that it refused.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">The class of the problem.</param>
/// <param name="Detail">What to do about it.</param>
public sealed record Problem(int Status, string Title, string Detail)
{
    /// <summary>Seconds after which another attempt makes sense; null when none does.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The refusal of one payment; null when the problem is another.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>What differs from the payment taken before; null when the problem is another.</summary>
    internal IReadOnlyList<FieldDifference>? Differences { get; init; }

    /// <summary>401.</summary>
    public static Problem Unauthorized { get; } =
        new(StatusCodes.Status401Unauthorized, "Not authenticated", "Send a valid API key in the X-Api-Key or Authorization: Bearer header.");

    /// <summary>403.</summary>
    public static Problem Forbidden { get; } =
        new(StatusCodes.Status403Forbidden, "Not allowed", "The API key lacks the scope that this request needs.");

    /// <summary>413.</summary>
    public static Problem TooLarge(string detail) => new(StatusCodes.Status413PayloadTooLarge, "Too large", detail);

    /// <summary>415.</summary>
    public static Problem UnsupportedType { get; } =
        new(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", "Send Content-Type: application/json.");

    /// <summary>429: more is in flight than the gateway takes.</summary>
    public static Problem Busy { get; } =
        new(StatusCodes.Status429TooManyRequests, "Too many payments in flight", "Wait and send it again; the same payment_id is counted once.")
        {
            RetryAfterSeconds = 1,
        };

    /// <summary>429: more callers wait for decisions than are decided in time.</summary>
    internal static Problem BusyDeciding { get; } =
        new(StatusCodes.Status429TooManyRequests, "Too many payments wait for a decision", "Wait and send it again, or send it without wait=decision; the same payment_id is counted once.")
        {
            RetryAfterSeconds = 1,
        };

    /// <summary>429: the API key sends more than it may.</summary>
    internal static Problem TooFast(int seconds) =>
        new(StatusCodes.Status429TooManyRequests, "Too many payments under this API key", "Wait and send it again; the same payment_id is counted once.")
        {
            RetryAfterSeconds = seconds,
        };

    /// <summary>503: the log does not take payments now.</summary>
    public static Problem LogAway { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "The log is not available", "Send it again; the same payment_id is counted once.")
        {
            RetryAfterSeconds = 2,
        };

    /// <summary>400 for one refused payment.</summary>
    public static Problem Invalid(Rejection rejection) =>
        new(StatusCodes.Status400BadRequest, "Not a valid payment", Sentence(rejection)) { Rejection = rejection };

    /// <summary>400 for anything else.</summary>
    public static Problem BadRequest(string detail) => new(StatusCodes.Status400BadRequest, "Bad request", detail);

    /// <summary>409: another payment was taken under this id.</summary>
    internal static Problem Conflict(IReadOnlyList<FieldDifference> differences) =>
        new(StatusCodes.Status409Conflict, "Another payment has this payment_id", "Send a retry unchanged, or a new payment under an id of its own.")
        {
            Differences = differences,
        };

    /// <summary>Sends it.</summary>
    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        if (RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        using (var json = new Utf8JsonWriter(response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "about:blank"u8);
            json.WriteString("title"u8, Title);
            json.WriteNumber("status"u8, Status);
            json.WriteString("detail"u8, Detail);
            if (Rejection is not null) WriteErrors(json, Rejection);
            if (Differences is not null) WriteDifferences(json, Differences);
            json.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Writes <c>reason</c> and <c>errors</c>: texts by field name, the empty name standing for the whole payment.</summary>
    internal static void WriteErrors(Utf8JsonWriter json, Rejection rejection)
    {
        json.WriteString("reason"u8, rejection.Reason.ToString());
        json.WriteStartObject("errors"u8);
        json.WriteStartArray(rejection.Field);
        json.WriteStringValue(rejection.Detail);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes <c>differences</c>: per field its value in the payment taken and in the one sent.</summary>
    internal static void WriteDifferences(Utf8JsonWriter json, IReadOnlyList<FieldDifference> differences)
    {
        json.WriteStartObject("differences"u8);
        foreach (var difference in differences)
        {
            json.WriteStartObject(difference.Field);
            json.WritePropertyName("first"u8);
            json.WriteRawValue(difference.First);
            json.WritePropertyName("sent"u8);
            json.WriteRawValue(difference.Sent);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Sentence(Rejection rejection) =>
        rejection.Field.Length > 0 ? $"{rejection.Field} {rejection.Detail}." : $"The payment {rejection.Detail}.";
}
