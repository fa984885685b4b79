using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Fraud.Ingest.Kafka;

/// <summary>Creates topics that are missing and waits until they can be used.</summary>
/// <param name="bootstrap">Brokers as <c>host:port[,host:port]</c>.</param>
public sealed class TopicCreator(string bootstrap)
{
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Creates what is missing and returns once every partition has a leader. Topics that exist stay as they are; a new account-keyed topic
    /// takes the partition count of those that exist, because records of one account must meet in the same partition number everywhere.
    /// </summary>
    /// <param name="topics">Topics wanted.</param>
    /// <param name="timeout">How long to wait for the broker and the leaders.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <returns>Partition count per topic.</returns>
    /// <exception cref="TimeoutException">The broker did not answer, or a partition stayed without a leader.</exception>
    /// <exception cref="InvalidOperationException">Existing account-keyed topics differ in partition count.</exception>
    public async Task<IReadOnlyDictionary<string, int>> EnsureAsync(
        IReadOnlyCollection<TopicSpec> topics, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var admin = new AdminClientBuilder(KafkaClients.Admin(bootstrap)).SetLogHandler((_, _) => { }).Build();
        var clock = Stopwatch.StartNew();
        var existing = await WaitForAsync(admin, _ => true, clock, timeout, cancellationToken).ConfigureAwait(false);
        var partitions = SharedPartitionCount(topics, existing);
        var missing = topics.Where(t => !existing.ContainsKey(t.Name)).ToList();
        if (missing.Count > 0) await CreateAsync(admin, missing, partitions, timeout).ConfigureAwait(false);

        var ready = await WaitForAsync(admin, found => topics.All(t => found.GetValueOrDefault(t.Name) > 0), clock, timeout, cancellationToken)
            .ConfigureAwait(false);
        return topics.ToDictionary(t => t.Name, t => ready[t.Name]);
    }

    private static int? SharedPartitionCount(IEnumerable<TopicSpec> topics, Dictionary<string, int> existing)
    {
        var present = topics.Where(t => t.AccountKeyed && existing.ContainsKey(t.Name)).ToList();
        if (present.Select(t => existing[t.Name]).Distinct().Count() > 1)
        {
            throw new InvalidOperationException(
                "Topics keyed by account must have the same number of partitions, but the broker has "
                + string.Join(", ", present.Select(t => $"{t.Name}: {existing[t.Name]}")) + ". Recreate those that differ.");
        }

        return present.Count > 0 ? existing[present[0].Name] : null;
    }

    private static async Task CreateAsync(IAdminClient admin, List<TopicSpec> missing, int? partitions, TimeSpan timeout)
    {
        var specifications = missing.Select(t => new TopicSpecification
        {
            Name = t.Name,
            NumPartitions = t.AccountKeyed ? partitions ?? t.Partitions : t.Partitions,
            ReplicationFactor = -1,
            Configs = t.Compacted
                ? new Dictionary<string, string> { ["cleanup.policy"] = "compact" }
                : new Dictionary<string, string> { ["cleanup.policy"] = "delete", ["retention.ms"] = "-1" },
        });
        try
        {
            await admin.CreateTopicsAsync(specifications, new CreateTopicsOptions { RequestTimeout = timeout, OperationTimeout = timeout })
                .ConfigureAwait(false);
        }
        catch (CreateTopicsException e) when (e.Results.All(r => r.Error.Code is ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
        {
            // Another process was faster; the wait for leaders covers its topics too.
        }
    }

    /// <summary>Topics with the partition count of those whose every partition has a leader; 0 for the others.</summary>
    private static async Task<Dictionary<string, int>> WaitForAsync(
        IAdminClient admin, Func<Dictionary<string, int>, bool> ready, Stopwatch clock, TimeSpan timeout, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var found = admin.GetMetadata(MetadataTimeout).Topics.ToDictionary(
                    t => t.Topic, t => t.Partitions.All(p => p.Leader >= 0) ? t.Partitions.Count : 0);
                if (ready(found)) return found;
            }
            catch (KafkaException e) when (!e.Error.IsFatal && clock.Elapsed < timeout)
            {
                // Not up yet.
            }

            if (clock.Elapsed >= timeout) throw new TimeoutException($"The log did not offer the topics within {timeout.TotalSeconds:0} s.");
            await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
        }
    }
}
