using System.CommandLine;
using Fraud.Features;
using Fraud.Host.Runtime;
using Fraud.Replay;
using Fraud.Replay.Training;
using Fraud.Scoring.MLNet;
using Fraud.Scoring.Models;
using Fraud.Scoring.XGBoost;
using Spectre.Console;

namespace Fraud.Host.Commands.Replay;

/// <summary><c>fraud train</c>: features by the live code, a model, and its metrics on a later range.</summary>
internal static class TrainCommand
{
    /// <summary>The engines of this build, the preferred one first.</summary>
    public static readonly TrainerCatalogue Trainers = new([MLNetTrainers.FastTree(), new XGBoostTrainer()]);

    public static Command Create()
    {
        var input = new Option<string>("--input") { Description = "Payments with labels, oldest first: NDJSON, also .gz", HelpName = "FILE", Required = true };
        var trainFrom = TimeOption.Create("--train-from", "Learn from payments at or after this event time", required: true);
        var trainTo = TimeOption.Create("--train-to", "Learn from payments before this event time", required: true);
        var testFrom = TimeOption.Create("--test-from", "Measure on payments at or after this event time", required: true);
        var testTo = TimeOption.Create("--test-to", "Measure on payments before this event time", required: true);
        var output = new Option<string>("--out") { Description = "Folder of the model bundle", HelpName = "DIR", Required = true };
        var json = new Option<string?>("--json") { Description = "Write the report to this file, too", HelpName = "FILE" };
        var engine = new Option<string?>("--engine") { Description = $"{string.Join(" or ", Trainers.Engines)} (default: the first that is built in)", HelpName = "NAME" };
        var growth = new GrowthOptions();
        var calibration = new Option<double?>("--calibration-share") { Description = "Last part of the training range that calibrates instead (default: 0.1)", HelpName = "0-0.5" };
        var compareRaw = new Option<bool>("--compare-raw") { Description = "Measure also a model of the payment's own columns, without history" };
        var leaveOut = new Option<bool>("--leave-out-known") { Description = "Test without accounts already known to be defrauded" };
        var command = new Command("train", "Train a model on history: features by the live code, metrics on a later range, a bundle on disk.")
        {
            input, trainFrom, trainTo, testFrom, testTo, output, json, engine, calibration, compareRaw, leaveOut,
        };
        growth.AddTo(command);
        command.SetAction((parsed, stop) => Task.Run(() =>
        {
            var plan = new TrainingPlan
            {
                Input = parsed.GetRequiredValue(input),
                Train = new TimeRange(parsed.GetValue(trainFrom)!.Value, parsed.GetValue(trainTo)!.Value),
                Test = new TimeRange(parsed.GetValue(testFrom)!.Value, parsed.GetValue(testTo)!.Value),
                Options = growth.Read(parsed),
                CompareRaw = parsed.GetValue(compareRaw),
                LeaveOutKnown = parsed.GetValue(leaveOut),
            };
            if (parsed.GetValue(calibration) is { } share)
                plan = plan with { CalibrationShare = share };
            var report = Run(plan, Pick(parsed.GetValue(engine)), parsed.GetRequiredValue(output), stop);
            TrainingTables.Print(report, AnsiConsole.Console);
            if (parsed.GetValue(json) is { } file)
                ReportJson.Write(file, report);
            return 0;
        }));
        return command.WithExamples(
            "fraud train --input cards.ndjson --train-from 2019-01-01 --train-to 2019-08-01 --test-from 2019-08-01 --test-to 2019-10-01 --out model",
            "fraud train --input cards.ndjson.gz --train-from 2019-01-01 --train-to 2019-08-01 --test-from 2019-08-08 --test-to 2019-10-01 --out model --engine xgboost --trees 200 --compare-raw --json report.json");
    }

    private static TrainingReport Run(TrainingPlan plan, IModelTrainer trainer, string folder, CancellationToken stop)
    {
        try
        {
            plan.Check();
        }
        catch (ArgumentException wrong)
        {
            throw new OperatingFaultException(wrong.Message);
        }
        AnsiConsole.MarkupLineInterpolated($"engine [bold]{trainer.Engine}[/]");
        var run = new TrainingRun(FeatureCatalogue.Default, new FeatureOptions(), trainer, TimeProvider.System);
        return ProgressBars.WithColumns(new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context => run.Run(plan, folder, new TrainingProgressView(context, plan.CompareRaw), stop));
    }

    private static IModelTrainer Pick(string? engine)
    {
        try
        {
            return Trainers.Pick(engine);
        }
        catch (InvalidOperationException none)
        {
            throw new OperatingFaultException(none.Message);
        }
    }
}
