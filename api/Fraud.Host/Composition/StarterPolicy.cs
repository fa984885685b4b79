using Fraud.Contracts;
using Fraud.Host.Runtime;
using Fraud.Ingest.Policies;
using Fraud.Scoring.Policies;
using Fraud.Worker;

namespace Fraud.Host.Composition;

/// <summary>
/// Sees to it, before a worker starts, that <c>policy.v1</c> names a live version which this program and its model can decide under. Several
/// instances that start at the same time write the same records.
/// </summary>
internal static class StarterPolicy
{
    /// <summary>Who takes the steps that follow from starting an instance.</summary>
    public const string Actor = "fraud up";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Publishes the starter file where the topic is empty; binds the live version anew where the model is another one.</summary>
    /// <exception cref="OperatingFaultException">The live version does not check in this program.</exception>
    public static async Task EnsureAsync(FraudOptions options, string kafka, PolicySource source, TimeProvider time, ILogger logger, CancellationToken stop)
    {
        using var log = new PolicyLogConsumer(kafka, Patience);
        await Task.Run(() => log.CatchUp(stop), stop);
        var history = log.History;
        if (history.Live is not { } live)
        {
            await PublishAsync(kafka, history, source.Current, await File.ReadAllTextAsync(LivePolicy.StarterFile(options), stop), PolicyStepKind.Activate, time, stop);
            return;
        }

        if (PolicyChecker.TryCheck(live.Source, Fraud.Features.FeatureCatalogue.Default, out var errors) is not { } policy)
            throw new OperatingFaultException($"The live policy {live.Name} version {live.Number} does not check in this program: {errors[0]}. Start the program that published it.");
        var bound = new PolicyBinder(source.Model).Bind(policy);
        if (bound.Digest != live.Digest)
            await PublishAsync(kafka, history, bound, live.Source, PolicyStepKind.Rebind, time, stop);
        if (options.Policy is not null && source.Current.Digest != bound.Digest)
            logger.LogWarning("Live is {Name} version {Version} of {Topic}, not {File}: bring it in with fraud policy submit", live.Name, live.Number, Topics.Policy, options.Policy);
    }

    private static async Task PublishAsync(
        string kafka, PolicyHistory history, CompiledPolicy policy, string text, PolicyStepKind kind, TimeProvider time, CancellationToken stop)
    {
        using var producer = new PolicyLogProducer(kafka);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (history.Find(policy.Digest) is null)
        {
            var version = new PolicyVersion
            {
                Name = policy.Name,
                Number = policy.Version,
                Digest = policy.Digest,
                Model = policy.Model?.Id,
                Author = Actor,
                TimeMs = now,
                Source = text,
            };
            await producer.WriteAsync(version, stop);
        }

        await producer.WriteAsync(
            new PolicyStep { Name = policy.Name, Number = history.NextStep, Kind = kind, Digest = policy.Digest, Actor = Actor, TimeMs = now }, stop);
    }
}
