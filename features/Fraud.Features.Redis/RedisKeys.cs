using System.Globalization;
using StackExchange.Redis;

namespace Fraud.Features.Redis;

/// <summary>
/// The names of keys. The partition stands in the hash tag, so all keys of one write live on one node of a cluster:
/// <c>{namespace:p3}:a:ID</c> is an account fed by partition 3, <c>{namespace:p3}:owner</c> the partition's generation and reach.
/// </summary>
internal sealed class RedisKeys(string keyspace)
{
    public RedisKey Owner(int partition) => $"{Tag(partition)}:owner";

    public RedisKey State(StateKey key) => $"{Tag(key.Partition)}:{Letter(key.Kind)}:{key.Id}";

    private string Tag(int partition) => string.Create(CultureInfo.InvariantCulture, $"{{{keyspace}:p{partition}}}");

    private static char Letter(EntityKind kind) => kind switch
    {
        EntityKind.Account => 'a',
        EntityKind.Card => 'c',
        EntityKind.Merchant => 'm',
        EntityKind.Terminal => 't',
        EntityKind.Device => 'd',
        _ => 'i',
    };
}
