namespace Fraud.Broker.Storage;

/// <summary>When a journal entry must be on the disk in <see cref="FlushMode.EveryBatch"/>; in the other modes it makes no difference.</summary>
internal enum Durability
{
    /// <summary>Before the write returns.</summary>
    Now,

    /// <summary>Together with the next entry that must be: for what follows from an earlier entry and is done again when a power cut takes it.</summary>
    WithTheNext,
}
