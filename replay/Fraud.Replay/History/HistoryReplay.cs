using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Fraud.Features;
using Fraud.Features.Labels;
using Fraud.Features.Profiles;
using Fraud.Scoring;

namespace Fraud.Replay.History;

/// <summary>
/// Runs a file of history through the live feature code, in isolation: its own states, one partition, no store, no log, no side effects.
/// </summary>
/// <remarks>
/// Three stages, each on a thread of its own, joined by bounded queues in which the faster one waits:
/// <c>decode ─► read features, apply ─► receive</c>. Batches circulate, so memory does not grow with the file; the states do, with its
/// accounts.
/// </remarks>
/// <param name="catalogue">The features to compute.</param>
/// <param name="options">Grace, dedupe and small amount, as live; partitions and store are set aside.</param>
public sealed class HistoryReplay(FeatureCatalogue catalogue, FeatureOptions options)
{
    /// <summary>Refused lines that are told in full.</summary>
    public const int ProblemsMax = 20;

    internal const int Partition = 0;
    private const int BatchesInFlight = 8;

    /// <summary>Runs a file from its first line to its last.</summary>
    /// <param name="path">NDJSON of payments with labels, oldest first; gzip is recognised.</param>
    /// <param name="receive">Called with each batch in order, on the caller's thread.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancel">Ends the run with <see cref="OperationCanceledException"/>.</param>
    public ReplaySummary Run(string path, Action<ReplayBatch> receive, IProgress<ReplayProgress>? progress, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var free = new BlockingCollection<ReplayBatch>(BatchesInFlight);
        using var decoded = new BlockingCollection<ReplayBatch>(BatchesInFlight);
        using var prepared = new BlockingCollection<ReplayBatch>(BatchesInFlight);
        for (var i = 0; i < BatchesInFlight; i++)
            free.Add(new ReplayBatch(catalogue), stop.Token);

        using var source = new HistorySource(path);
        var decoding = Start(decoded, stop, () => source.Decode(free, decoded, stop.Token));
        var preparing = Start(prepared, stop, () => Prepare(decoded, prepared, stop.Token));
        long payments = 0, duplicates = 0, late = 0;
        try
        {
            foreach (var batch in prepared.GetConsumingEnumerable(stop.Token))
            {
                receive(batch);
                payments += batch.Count;
                for (var i = 0; i < batch.Count; i++)
                {
                    duplicates += batch.Features.IsDuplicate(i) ? 1 : 0;
                    late += batch.Features.IsLate(i) ? 1 : 0;
                }
                progress?.Report(new ReplayProgress(payments, source.ShareRead));
                batch.Clear();
                free.Add(batch, stop.Token);
            }
        }
        finally
        {
            // Stops the stages when the receiver failed; when a stage failed, its exception takes the place of the cancellation seen here.
            stop.Cancel();
            Join(decoding, preparing);
        }
        return new ReplaySummary(payments, duplicates, late, source.Refused, source.Problems, source.Sha256());
    }

    private void Prepare(BlockingCollection<ReplayBatch> decoded, BlockingCollection<ReplayBatch> prepared, CancellationToken cancel)
    {
        var frauds = new KnownFrauds();
        var states = new FeatureStates(catalogue, options with { StoreBacked = false, PartitionCount = 0 }, frauds);
        states.AddPartition(Partition);
        var pipeline = new DecisionPipeline(states, new ProfileTable());
        foreach (var batch in decoded.GetConsumingEnumerable(cancel))
        {
            // A label is told ahead of its time, and seen by no payment before it.
            for (var i = 0; i < batch.Count; i++)
            {
                if (batch.Label(i) is { } label)
                    frauds.Apply(label);
            }

            pipeline.Prepare(batch.Records, batch.Features);
            prepared.Add(batch, cancel);
        }
    }

    private static Task Start(BlockingCollection<ReplayBatch> output, CancellationTokenSource stop, Action body) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                body();
                output.CompleteAdding();
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Join(params Task[] stages)
    {
        try
        {
            Task.WaitAll(stages);
        }
        catch (AggregateException all)
        {
            if (all.InnerExceptions.FirstOrDefault(e => e is not OperationCanceledException) is { } fault)
                ExceptionDispatchInfo.Throw(fault);
        }
    }
}
