using Fraud.Contracts;

namespace Fraud.Ingest.Kafka;

/// <summary>The product's topics and their partitions.</summary>
public static class TopicLayout
{
    /// <summary>Partitions of account-keyed topics where nothing else is said.</summary>
    public const int PartitionsDefault = 4;

    /// <summary>All topics of the product.</summary>
    /// <param name="partitions">Partitions of the account-keyed topics, 1 to 1000; it bounds how many workers share the work.</param>
    /// <param name="cdcTables">Tables whose row changes are carried; each topic has one partition, so that a table is read in commit order.</param>
    public static IReadOnlyList<TopicSpec> Product(int partitions = PartitionsDefault, params IEnumerable<string> cdcTables)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partitions, 1000);
        string[] accountKeyed =
            [Topics.Payments, Topics.AccountEvents, Topics.Labels, Topics.Decisions, Topics.Alerts, Topics.DeadLetter];
        return
        [
            .. accountKeyed.Select(name => new TopicSpec(name, partitions, AccountKeyed: true)),
            new TopicSpec(Topics.Policy, 1, AccountKeyed: false, Compacted: true),
            .. Cdc(cdcTables),
        ];
    }

    /// <summary>The topics of change data capture: one per table, logical messages, and the connectors' positions.</summary>
    /// <param name="tables">Table names without schema.</param>
    public static IReadOnlyList<TopicSpec> Cdc(IEnumerable<string> tables) =>
    [
        new TopicSpec(Topics.CdcPositions, 1, AccountKeyed: false, Compacted: true),
        new TopicSpec(Topics.CdcMessages, 1, AccountKeyed: false),
        .. tables.Select(table => new TopicSpec(Topics.Cdc(table), 1, AccountKeyed: false)),
    ];
}
