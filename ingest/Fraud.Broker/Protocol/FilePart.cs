namespace Fraud.Broker.Protocol;

/// <summary>Bytes of a file that stand in a response behind what was written up to <paramref name="At"/>.</summary>
internal readonly record struct FilePart(int At, ISharedFile File, int Position, int Bytes);
