using System.Security.Cryptography;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Labels;
using Fraud.Features.Profiles;
using Fraud.Replay.History;
using Fraud.Scoring;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Replay;

public sealed class HistoryReplayTests : IDisposable
{
    private static readonly FeatureCatalogue Catalogue = FeatureCatalogue.Default;
    private readonly TempFolder _temp = new();
    private readonly HistoryReplay _replay = new(Catalogue, new FeatureOptions());

    [Fact]
    public void Features_are_those_that_the_spine_reads_payment_by_payment()
    {
        var rows = HistoryFiles.Rows(5000, seed: 1, days: 30);
        var frauds = new KnownFrauds();
        var states = new FeatureStates(Catalogue, new FeatureOptions { StoreBacked = false }, frauds);
        states.AddPartition(0);
        var toldLater = new PriorityQueue<Label, long>();
        var live = new DecisionPipeline(states, new ProfileTable());
        var one = new FeatureBatch(Catalogue);
        var next = 0;
        _replay.Run(HistoryFiles.Write(_temp, rows), batch =>
        {
            for (var i = 0; i < batch.Count; i++, next++)
            {
                while (toldLater.TryPeek(out var label, out var knownMs) && knownMs <= rows[next].Payment.EventTimeMs) frauds.Apply(toldLater.Dequeue());
                if (rows[next].Label is { } truth) toldLater.Enqueue(truth.About(rows[next].Payment), truth.KnownTimeMs);
                live.Prepare([new PaymentRecord(rows[next].Payment, "t", 0, next)], one);
                Assert.Equal(rows[next].Payment.PaymentId, batch.Records[i].Payment.PaymentId);
                Assert.Equal(rows[next].Label is { Fraud: true }, batch.IsFraud(i));
                Assert.Equal(one.Row(0).ToArray(), batch.Features.Row(i).ToArray());
            }
        }, null, default);
        Assert.Equal(rows.Count, next);
    }

    [Fact]
    public void Duplicates_and_lines_that_are_no_payment_are_counted_and_told()
    {
        var rows = HistoryFiles.Rows(20, seed: 2, days: 1);
        var path = HistoryFiles.Write(_temp, [.. rows, rows[19], rows[18]]);
        File.AppendAllText(path, "{\"payment_id\":\"x\"}\nnonsense\n");

        var summary = _replay.Run(path, _ => { }, null, default);

        Assert.Equal((22, 2, 2), (summary.Payments, summary.Duplicates, summary.Refused));
        Assert.Equal([23, 24], summary.Problems.Select(p => p.Line));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), summary.SourceSha256);
    }

    [Fact]
    public void A_compressed_file_gives_the_same_payments()
    {
        var rows = HistoryFiles.Rows(3000, seed: 3, days: 10);
        var plain = Ids(HistoryFiles.Write(_temp, rows));
        Assert.Equal(plain, Ids(HistoryFiles.Write(_temp, rows, "history.ndjson.gz")));
    }

    [Fact]
    public void A_failing_receiver_ends_the_run_with_its_own_exception()
    {
        var path = HistoryFiles.Write(_temp, HistoryFiles.Rows(20_000, seed: 4, days: 10));
        var error = Assert.Throws<NotSupportedException>(() => _replay.Run(path, _ => throw new NotSupportedException("mine"), null, default));
        Assert.Equal("mine", error.Message);
    }

    [Fact]
    public void A_failing_stage_ends_the_run_with_its_own_exception()
    {
        Assert.Throws<FileNotFoundException>(() => _replay.Run(_temp.File("none.ndjson"), _ => { }, null, default));
        Assert.Throws<InvalidDataException>(() => _replay.Run(Damaged(), _ => { }, null, default));
    }

    [Fact]
    public void A_cancelled_run_ends_at_the_next_batch()
    {
        var path = HistoryFiles.Write(_temp, HistoryFiles.Rows(20_000, seed: 5, days: 10));
        using var source = new CancellationTokenSource();
        var batches = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => _replay.Run(path, _ =>
        {
            if (++batches == 2)
                source.Cancel();
        }, null, source.Token));
        Assert.Equal(2, batches);
    }

    [Fact]
    public void Progress_ends_with_everything_read()
    {
        var seen = new List<ReplayProgress>();
        var path = HistoryFiles.Write(_temp, HistoryFiles.Rows(3000, seed: 6, days: 10));
        _replay.Run(path, _ => { }, new Recorder(seen.Add), default);
        Assert.Equal(new ReplayProgress(3000, 1), seen[^1]);
        Assert.Equal(seen.OrderBy(p => p.Payments), seen);
    }

    public void Dispose() => _temp.Dispose();

    private List<string> Ids(string path)
    {
        var ids = new List<string>();
        _replay.Run(path, batch => ids.AddRange(batch.Records.ToArray().Select(r => r.Payment.PaymentId)), null, default);
        return ids;
    }

    private string Damaged()
    {
        var path = HistoryFiles.Write(_temp, HistoryFiles.Rows(20_000, seed: 7, days: 10), "damaged.ndjson.gz");
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(bytes.Length / 2, 64).Clear();
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private sealed class Recorder(Action<ReplayProgress> report) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => report(value);
    }
}
