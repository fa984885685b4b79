namespace Fraud.Broker;

/// <summary>
/// When written records are forced from the page cache to the disk. Killing the process never loses an acknowledged record in any mode:
/// what was written lies in the page cache. The modes differ in what a power cut or a crash of the operating system may take.
/// </summary>
public enum FlushMode
{
    /// <summary>Left to the operating system, as Apache Kafka does: a power cut may take the last seconds (Linux: up to 30).</summary>
    None,

    /// <summary>Every <see cref="BrokerOptions.FlushInterval"/>: a power cut may take what was acknowledged within the last interval.</summary>
    Interval,

    /// <summary>
    /// Before each acknowledgement: a power cut takes nothing acknowledged, and nobody has read what it takes. Costs the wait for a disk flush, often
    /// milliseconds, which batches that come meanwhile share. A flush that fails stops the partition until the next start.
    /// </summary>
    EveryBatch,
}
