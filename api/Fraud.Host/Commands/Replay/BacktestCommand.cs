using System.CommandLine;
using Fraud.Features;
using Fraud.Host.Runtime;
using Fraud.Replay;
using Fraud.Replay.Backtesting;
using Fraud.Replay.History;
using Fraud.Scoring.Models;
using Fraud.Scoring.Policies;
using Spectre.Console;

namespace Fraud.Host.Commands.Replay;

/// <summary><c>fraud backtest</c>: what a policy would have done with history, and what changes from another.</summary>
internal static class BacktestCommand
{
    public static Command Create()
    {
        var input = new Option<string>("--input") { Description = "Payments with labels, oldest first: NDJSON, also .gz", HelpName = "FILE", Required = true };
        var policy = new Option<string>("--policy") { Description = "The policy in question", HelpName = "FILE", Required = true };
        var baseline = new Option<string?>("--baseline") { Description = "The policy to compare with", HelpName = "FILE" };
        var model = new Option<string?>("--model") { Description = "Model bundle of the policies (default: the folder that a policy names)", HelpName = "DIR" };
        var baselineModel = new Option<string?>("--baseline-model") { Description = "Model bundle of the baseline, where it is another", HelpName = "DIR" };
        var from = TimeOption.Create("--from", "Report on payments at or after this event time; earlier ones still fill the windows", required: false);
        var to = TimeOption.Create("--to", "Report on payments before this event time", required: false);
        var examples = new Option<int>("--examples") { Description = "Payments shown for each kind of flip", HelpName = "N", DefaultValueFactory = _ => 5 };
        var json = new Option<string?>("--json") { Description = "Write the report to this file, too", HelpName = "FILE" };
        var command = new Command("backtest", "Replay history under a policy: alerts, rules, flips, precision and recall, money. Touches nothing live.")
        {
            input, policy, baseline, model, baselineModel, from, to, examples, json,
        };
        command.SetAction((parsed, stop) => Task.Run(() =>
        {
            var compared = parsed.GetValue(baseline);
            var plan = new BacktestPlan
            {
                Input = parsed.GetRequiredValue(input),
                Candidate = Load(parsed.GetRequiredValue(policy), parsed.GetValue(model)),
                Baseline = compared is null ? null : Load(compared, parsed.GetValue(baselineModel) ?? parsed.GetValue(model)),
                Range = Range(parsed.GetValue(from), parsed.GetValue(to)),
                ExamplesMax = Math.Max(0, parsed.GetValue(examples)),
            };
            var report = Run(plan, stop);
            BacktestTables.Print(report, AnsiConsole.Console);
            if (parsed.GetValue(json) is { } file)
                ReportJson.Write(file, report);
            return 0;
        }));
        return command.WithExamples(
            "fraud backtest --input cards.ndjson --policy scoring/policies/card-fraud.yaml --model model",
            "fraud backtest --input cards.ndjson.gz --policy new.yaml --baseline live.yaml --model model --from 2019-08-01 --json report.json");
    }

    private static BacktestReport Run(BacktestPlan plan, CancellationToken stop)
    {
        var run = new BacktestRun(FeatureCatalogue.Default, new FeatureOptions(), TimeProvider.System);
        return ProgressBars.WithColumns(new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = context.AddTask("replay", maxValue: 1);
                return run.Run(plan, new Shown<ReplayProgress>(p =>
                {
                    bar.Description = $"replay of {p.Payments:N0} payments";
                    bar.Value = p.Share;
                }), stop);
            });
    }

    private static CompiledPolicy Load(string path, string? model)
    {
        var policy = BacktestPolicy.Load(path, model, FeatureCatalogue.Default);
        if (policy.Policy.Model is { } named && policy.Model is null)
            AnsiConsole.MarkupLineInterpolated($"[yellow]{policy.Name} uses the model {named.Bundle}: it is not here and rules alone decide. Give it with --model.[/]");
        return policy;
    }

    private static TimeRange? Range(DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is null && to is null)
            return null;
        var range = new TimeRange(from ?? DateTimeOffset.MinValue, to ?? DateTimeOffset.MaxValue);
        return range.From < range.To ? range : throw new OperatingFaultException($"--from {range.From:u} is not before --to {range.To:u}.");
    }
}
