namespace Fraud.Broker.Storage;

/// <summary>How the records of a batch are packed: bits 0-2 of its attributes.</summary>
internal enum CompressionType
{
    None = 0,
    Gzip = 1,
    Snappy = 2,
    Lz4 = 3,
    Zstd = 4,
}
