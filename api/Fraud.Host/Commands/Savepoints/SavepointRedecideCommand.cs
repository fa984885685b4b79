using System.CommandLine;
using Fraud.Contracts;
using Fraud.Features.Redis.Savepoints;
using Fraud.Host.Commands.Replay;
using Fraud.Host.Composition;
using Fraud.Replay;
using Fraud.Replay.Corrections;
using Fraud.Worker.Savepoints;

namespace Fraud.Host.Commands.Savepoints;

/// <summary><c>fraud savepoint redecide</c>: decides again what was decided between a savepoint and its restoration, and emits corrections.</summary>
internal static class SavepointRedecideCommand
{
    public static Command Create()
    {
        var options = new SavepointOptions();
        var name = new Argument<string>("NAME") { Description = "The savepoint from which to decide again" };
        var policy = new Option<string?>("--policy") { Description = "Policy file (default: that of the data folder, else the default policy)", HelpName = "FILE" };
        var model = new Option<string?>("--model") { Description = "Model bundle (default: model/ of the data folder, else rules alone)", HelpName = "DIR" };
        var why = new Option<string?>("--why") { Description = "What corrections say of their cause", HelpName = "TEXT" };
        var outcomes = new Option<bool>("--outcomes-only") { Description = "Leave alone decisions of which only score or reasons differ" };
        var dry = new Option<bool>("--dry-run") { Description = "Count the corrections and emit none" };
        var json = new Option<string?>("--json") { Description = "Write the report to a file", HelpName = "FILE" };
        var command = new Command(
            "redecide",
            "Decide again what was decided between a savepoint and its last restoration (or now), and emit a correction for each decision that differs. May be repeated: nothing is emitted twice.")
        {
            name, policy, model, why, outcomes, dry, json,
        };
        command.SetAction((parsed, stop) => Task.Run(() =>
        {
            var savepoint = options.Folder(parsed).Open(parsed.GetRequiredValue(name));
            var target = options.Target(parsed);
            using var positions = new GroupPositions(target.Kafka, target.GroupId, target.KafkaTimeout);
            if (SavepointFit.Obstacle(savepoint.Manifest, positions, target.GroupId) is { } obstacle)
                throw new SavepointException($"Nothing can be decided again from savepoint {savepoint.Manifest.Name}: {obstacle}.");
            var live = LivePolicy.Load(options.Instance.Read(parsed) with { Policy = parsed.GetValue(policy), Model = parsed.GetValue(model) }).Current;
            var plan = new CorrectionPlan
            {
                Kafka = target.Kafka,
                Group = target.GroupId,
                Savepoint = savepoint,
                Until = AffectedRange.Read(savepoint)?.Until ?? positions.Committed(),
                Policy = live,
                Why = parsed.GetValue(why) ?? $"Decided again from savepoint {savepoint.Manifest.Name} under {live.Name} version {live.Version}.",
                OutcomesOnly = parsed.GetValue(outcomes),
                DryRun = parsed.GetValue(dry),
            };
            var ends = positions.Partitions.ToDictionary(partition => partition, partition => positions.StableEnd(Topics.Decisions, partition));
            var report = Run(plan, ends, stop);
            Console.Out.WriteLine(
                $"{report.Redecided:N0} payments decided again, {report.Corrections:N0} {(plan.DryRun ? "corrections needed" : "corrected")}, {report.OutcomesChanged:N0} with another outcome");
            if (parsed.GetValue(json) is { } file)
                ReportJson.Write(file, report);
            return 0;
        }));
        return options.AddTo(command).WithExamples(
            "fraud savepoint redecide before-2.0 --dry-run", "fraud savepoint redecide before-2.0 --policy fixed.yaml --why 'velocity was counted twice'");
    }

    private static CorrectionReport Run(CorrectionPlan plan, IReadOnlyDictionary<int, long> ends, CancellationToken stop)
    {
        var total = plan.Savepoint.Manifest.Partitions.Sum(partition => plan.Until[partition.Partition] - Math.Max(partition.Reach, 0));
        return CountedProgress.Show("deciding again", total, progress => new CorrectionRun(plan).Run(ends, progress, stop));
    }
}
