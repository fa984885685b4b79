namespace Fraud.Api.Projection;

/// <summary>An alert as read from the log, ready to be written.</summary>
/// <param name="Row">Its decision.</param>
/// <param name="Payment">The payment as it came, JSON.</param>
internal sealed record AlertRecordRow(DecisionRow Row, string Payment)
{
    public string? CardId { get; init; }

    public string? MerchantId { get; init; }

    public string? Mcc { get; init; }

    public string? Country { get; init; }

    public string? Channel { get; init; }

    public string? DeviceId { get; init; }

    public string? Ip { get; init; }

    /// <summary>What the text search looks through, in lower case.</summary>
    public required string Search { get; init; }
}
