using Fraud.Contracts;
using Fraud.Ingest.Policies;

namespace Fraud.IntegrationTests.Worker;

/// <summary>Test policies put on the log as an api would.</summary>
internal static class PublishedPolicies
{
    private const long TimeMs = 1_772_366_400_000;

    public static PolicyVersion Version(int points)
    {
        var policy = TestPolicy.Compile(points);
        return new PolicyVersion
        {
            Name = policy.Name,
            Number = policy.Version,
            Digest = policy.Digest,
            Author = "ana",
            TimeMs = TimeMs,
            Source = TestPolicy.Source(points),
        };
    }

    public static async Task<PolicyVersion> WriteAsync(PolicyLogProducer log, int points)
    {
        var version = Version(points);
        await log.WriteAsync(version, CancellationToken.None);
        return version;
    }

    public static Task StepAsync(PolicyLogProducer log, int number, PolicyStepKind kind, string digest) => log.WriteAsync(
        new PolicyStep { Name = "test", Number = number, Kind = kind, Digest = digest, Actor = "ben", TimeMs = TimeMs }, CancellationToken.None);
}
