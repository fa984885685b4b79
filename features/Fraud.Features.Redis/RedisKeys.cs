using System.Globalization;
using StackExchange.Redis;

namespace Fraud.Features.Redis;

/// <summary>
/// The names of keys. The partition stands in the hash tag, so all keys of one write live on one node of a cluster:
/// <c>{namespace:p3}:a:ID</c> is an account fed by partition 3, <c>{namespace:p3}:owner</c> the partition's generation and reach.
/// </summary>
internal sealed class RedisKeys(string keyspace)
{
    /// <summary>In the order of <see cref="EntityKind"/>.</summary>
    private const string Letters = "acmtdi";

    public RedisKey Owner(int partition) => $"{Tag(partition)}:owner";

    public RedisKey State(StateKey key) => $"{Tag(key.Partition)}:{Letter(key.Kind)}:{key.Id}";

    /// <summary>Matches every key of the namespace, and few others.</summary>
    public string Pattern => string.Concat("{", string.Concat(keyspace.Select(c => c is '*' or '?' or '[' or ']' or '\\' or '^' ? $"\\{c}" : $"{c}")), ":p*}:*");

    /// <summary>Reads a state's key; false for an owner's, or another namespace's.</summary>
    public bool TryParse(string key, out StateKey state)
    {
        state = default;
        var prefix = keyspace.Length + 3;
        if (!key.StartsWith($"{{{keyspace}:p", StringComparison.Ordinal) || key.IndexOf("}:", prefix, StringComparison.Ordinal) is var end && end < 0)
            return false;
        if (!int.TryParse(key.AsSpan(prefix, end - prefix), NumberStyles.None, CultureInfo.InvariantCulture, out var partition))
            return false;
        if (key.Length < end + 4 || key[end + 3] != ':' || Letters.IndexOf(key[end + 2], StringComparison.Ordinal) is var kind && kind < 0)
            return false;
        state = new StateKey(partition, (EntityKind)kind, key[(end + 4)..]);
        return true;
    }

    private string Tag(int partition) => string.Create(CultureInfo.InvariantCulture, $"{{{keyspace}:p{partition}}}");

    private static char Letter(EntityKind kind) => Letters[(int)kind];
}
