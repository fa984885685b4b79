using System.CommandLine;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Host.Composition;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;
using Fraud.Replay;
using Fraud.Replay.Verification;

namespace Fraud.Host.Commands.Replay;

/// <summary><c>fraud verify</c>: proves recorded decisions from their own vectors.</summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var instance = new InstanceOptions();
        var from = TimeOption.Create("--from", "Decisions made at or after this time (default: the first on the log)", required: false);
        var to = TimeOption.Create("--to", "Decisions made before this time (default: the last on the log)", required: false);
        var policy = new Option<string[]>("--policy") { Description = "Another policy that decisions were made under; may be repeated", HelpName = "FILE" };
        var model = new Option<string?>("--model") { Description = "Model bundle (default: model/ of the data folder, else rules alone)", HelpName = "DIR" };
        var json = new Option<string?>("--json") { Description = "Write the report to a file", HelpName = "FILE" };
        var command = new Command(
            "verify", "Decide again from each recorded vector under the policy it names, and compare bytes. Fails with the first difference.") { from, to, policy, model, json };
        command.SetAction((parsed, stop) => Task.Run(() =>
        {
            var options = instance.Read(parsed) with { Model = parsed.GetValue(model) };
            var policies = (parsed.GetValue(policy) ?? []).Select(file => LivePolicy.Load(options with { Policy = file }).Current).Append(LivePolicy.Load(options).Current).ToList();
            var report = Run(new LogProof(instance.Kafka(parsed), policies), instance.Kafka(parsed), parsed.GetValue(from), parsed.GetValue(to), stop);
            if (parsed.GetValue(json) is { } file)
                ReportJson.Write(file, report);
            Console.Out.WriteLine(
                $"{report.Proven:N0} decisions proven, {report.Different:N0} different, {report.UnknownPolicies.Values.Sum():N0} under other policies, {report.WithoutPayment:N0} without payment");
            return report.First is null
                ? 0
                : throw new OperatingFaultException($"Not proven: {report.First}. {Advice(report)}");
        }));
        return instance.AddTo(command).WithExamples(
            "fraud verify", "fraud verify --from 2026-03-01 --to 2026-03-02 --policy old.yaml --json proof.json");
    }

    private static string Advice(ProofReport report) => report switch
    {
        { Different: > 0 } => "The program, the policy or the record was changed.",
        { UnknownPolicies.Count: > 0 } => "Give the policy file with --policy, and its model with --model.",
        _ => "Begin later, with --from.",
    };

    private static ProofReport Run(LogProof proof, string kafka, DateTimeOffset? from, DateTimeOffset? to, CancellationToken stop)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(KafkaClients.ReadCommittedConsumer(kafka, "fraud-verify")).SetLogHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(Topics.Decisions, AnswerTime).Topics.Single().Partitions.Select(partition => partition.PartitionId).Order().ToList();
        var ends = partitions.ToDictionary(partition => partition, partition => consumer.QueryWatermarkOffsets(new TopicPartition(Topics.Payments, partition), AnswerTime).High.Value);
        var ranges = partitions.ConvertAll(partition => Range(consumer, new TopicPartition(Topics.Decisions, partition), from, to));
        return CountedProgress.Show("proving decisions", ranges.Sum(range => range.To - range.From), progress => proof.Run(ranges, ends, progress, stop));
    }

    private static (int Partition, long From, long To) Range(IConsumer<byte[], byte[]> consumer, TopicPartition place, DateTimeOffset? from, DateTimeOffset? to)
    {
        var ends = consumer.QueryWatermarkOffsets(place, AnswerTime);
        return (place.Partition.Value, At(from, ends.Low.Value), At(to, ends.High.Value));

        long At(DateTimeOffset? time, long otherwise)
        {
            if (time is null)
                return otherwise;
            var found = consumer.OffsetsForTimes([new TopicPartitionTimestamp(place, new Timestamp(time.Value))], AnswerTime).Single().Offset;
            return found.IsSpecial ? ends.High.Value : found.Value;
        }
    }
}
