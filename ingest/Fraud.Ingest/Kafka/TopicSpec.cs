namespace Fraud.Ingest.Kafka;

/// <summary>A topic as the product wants it.</summary>
/// <param name="Name">Topic name.</param>
/// <param name="Partitions">Partitions, ≥ 1.</param>
/// <param name="AccountKeyed">Keyed by account id: has as many partitions as every other such topic.</param>
/// <param name="Compacted">Keeps the newest record of each key; otherwise keeps everything until an operator sets a retention.</param>
public sealed record TopicSpec(string Name, int Partitions, bool AccountKeyed, bool Compacted = false);
