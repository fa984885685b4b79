using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>Outcomes by the names used in JSON, YAML and SQL.</summary>
public static class OutcomeName
{
    /// <summary>The name of an outcome.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Approve => "approve",
        Outcome.Review => "review",
        Outcome.Decline => "decline",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome"),
    };

    /// <summary>The name in UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8(Outcome outcome) => outcome switch
    {
        Outcome.Approve => "approve"u8,
        Outcome.Review => "review"u8,
        Outcome.Decline => "decline"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome"),
    };

    /// <summary>The outcome of a name.</summary>
    /// <exception cref="JsonException">There is none of that name.</exception>
    public static Outcome Parse(string? name) => name switch
    {
        "approve" => Outcome.Approve,
        "review" => Outcome.Review,
        "decline" => Outcome.Decline,
        _ => throw new JsonException($"'{name}' is not an outcome: approve, review or decline"),
    };
}
