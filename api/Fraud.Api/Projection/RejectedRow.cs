namespace Fraud.Api.Projection;

/// <summary>A record that could not be read, by its position.</summary>
internal sealed record RejectedRow(string Topic, int Partition, long Offset, string Detail);
