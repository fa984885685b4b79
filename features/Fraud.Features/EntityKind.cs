namespace Fraud.Features;

/// <summary>What a state speaks of. The numbers are part of stored keys and never change.</summary>
public enum EntityKind : byte
{
    /// <summary>The paying account; its state lives with the partition that owns it.</summary>
    Account = 0,

    /// <summary>The card; its state is part of its account's. Formats 1 and 2 stored it apart, under a key of its own.</summary>
    Card = 1,

    /// <summary>The accepting merchant; one mergeable part per partition.</summary>
    Merchant = 2,

    /// <summary>The accepting terminal; one mergeable part per partition.</summary>
    Terminal = 3,

    /// <summary>The payer's device; one mergeable part per partition.</summary>
    Device = 4,

    /// <summary>The payer's internet address; one mergeable part per partition.</summary>
    Ip = 5,
}
