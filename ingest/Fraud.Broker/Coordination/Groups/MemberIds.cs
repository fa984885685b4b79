using System.Security.Cryptography;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>Gives out member ids that are never given twice, also not after a restart.</summary>
internal sealed class MemberIds
{
    private readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
    private long _count;

    public string Next(string name) => $"{name}-{_run}{Interlocked.Increment(ref _count):x8}";
}
