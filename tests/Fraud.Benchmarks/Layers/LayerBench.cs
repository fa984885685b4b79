using System.Buffers;
using System.CommandLine;
using Fraud.Benchmarks.Models;
using Fraud.Benchmarks.Running;
using Fraud.Benchmarks.Traffic;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Features;
using Fraud.Features.Profiles;
using Fraud.Ingest.Decoding;
using Fraud.Scoring;

namespace Fraud.Benchmarks.Layers;

/// <summary>
/// The work on one payment without servers, layer by layer, in batches as the stage has them: bytes to payment, features, model and rules,
/// decision to bytes. One thread, its processor time.
/// </summary>
internal static class LayerBench
{
    private const int BatchSize = 2_000;

    public static Command Create()
    {
        var accounts = new Option<int>("--accounts") { Description = "Accounts", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        var payments = new Option<int>("--payments") { Description = "Payments", HelpName = "N", DefaultValueFactory = _ => 300_000 };
        return BenchCommand.Create(
            "layers", "The work on one payment without servers: decode, features, model and rules, encode.", [accounts, payments],
            (parsed, stop) => Measure(parsed.GetValue(accounts), parsed.GetValue(payments), stop));
    }

    private static List<BenchFigure> Measure(int accounts, int count, CancellationToken stop)
    {
        var traffic = new CardTraffic(accounts);
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false });
        for (var partition = 0; partition < BenchPolicy.Partitions; partition++) states.AddPartition(partition);
        var pipeline = new DecisionPipeline(states, new ProfileTable());
        var batch = new FeatureBatch(FeatureCatalogue.Default);
        var policy = BenchPolicy.Compile();
        var decisions = new List<Decision?>(BatchSize);
        var output = new ArrayBufferWriter<byte>(4096);
        var layers = new LayerTimes("decode", "features", "model and rules", "encode");
        long bytes = 0, alerts = 0, collections = GC.CollectionCount(2), pause = (long)GC.GetTotalPauseDuration().TotalMilliseconds;
        for (var done = 0; done < count; done += BatchSize)
        {
            stop.ThrowIfCancellationRequested();
            var lines = Enumerable.Range(0, BatchSize).Select(_ => Encoded(traffic.Next(), output)).ToArray();
            var records = new PaymentRecord[BatchSize];
            decisions.Clear();
            layers.Begin();
            for (var i = 0; i < lines.Length; i++)
            {
                if (!PaymentDecoder.TryDecode(lines[i], out var payment, out var refused)) throw new InvalidOperationException(refused.Detail);
                records[i] = new PaymentRecord(payment, Topics.Payments, BenchPolicy.PartitionOf(payment), done + i);
            }

            layers.Lap(0);
            pipeline.Prepare(records, batch);
            layers.Lap(1);
            pipeline.Decide(batch, policy, null, decisions);
            layers.Lap(2);
            for (var i = 0; i < decisions.Count; i++)
            {
                DecisionJson.Write(decisions[i]!, output);
                bytes += output.WrittenCount;
                output.ResetWrittenCount();
                if (decisions[i]!.Outcome == Outcome.Approve) continue;
                alerts++;
                AlertJson.Write(decisions[i]!, records[i].Payment, output);
                output.ResetWrittenCount();
            }

            layers.Lap(3);
        }

        return
        [
            .. layers.Figures(count),
            new("bytes of a decision", (double)bytes / count, "bytes"),
            new("alerts", 100.0 * alerts / count, "%"),
            new("full collections", GC.CollectionCount(2) - collections, ""),
            new("paused by the collector", (GC.GetTotalPauseDuration().TotalMilliseconds - pause) * 1e6 / count, "ns"),
        ];
    }

    private static byte[] Encoded(Payment payment, ArrayBufferWriter<byte> output)
    {
        PaymentJson.Write(payment, output);
        var bytes = output.WrittenSpan.ToArray();
        output.ResetWrittenCount();
        return bytes;
    }
}
