using System.CommandLine;
using System.Globalization;
using Fraud.Contracts;
using Fraud.Host.Runtime;
using Fraud.Ingest.Files;
using Fraud.Ingest.Publishing;
using Fraud.Worker;
using Spectre.Console;

namespace Fraud.Host.Commands.Ingest;

/// <summary><c>fraud publish</c>: a file of payments into the log.</summary>
internal static class PublishCommand
{
    private static readonly TimeSpan LagInterval = TimeSpan.FromMilliseconds(50);

    public static Command Create()
    {
        var instance = new InstanceOptions();
        var file = new Argument<string>("FILE") { Description = "Payments, one JSON object per line, also .gz" };
        var rate = new Option<string>("--rate") { Description = "Payments per second, or max", HelpName = "R", DefaultValueFactory = _ => "max" };
        var labels = new Option<bool>("--labels") { Description = "Publish the labels of the lines too, each when the payments have reached the time it became known" };
        var wait = new Option<bool>("--wait") { Description = "Wait until the scoring stage has decided all" };
        var group = new Option<string>("--group") { Description = "Consumer group that --wait waits for", HelpName = "NAME", DefaultValueFactory = _ => ScoringOptions.GroupIdDefault };
        var command = new Command("publish", "Put a file of payments on the log.") { file, rate, labels, wait, group };
        command.SetAction(async (parsed, stop) =>
        {
            var kafka = instance.Kafka(parsed);
            using var producer = new HistoryProducer(kafka, TimeProvider.System)
            {
                Rate = ParseRate(parsed.GetRequiredValue(rate)),
                WithLabels = parsed.GetValue(labels),
            };
            return await RunAsync(parsed.GetRequiredValue(file), producer, kafka, parsed.GetValue(wait) ? parsed.GetValue(group) : null, stop);
        });
        return instance.AddTo(command).WithExamples(
            "fraud publish cards-2019.ndjson --rate max --wait", "fraud publish payments.ndjson.gz --rate 500 --labels --kafka broker:9092");
    }

    private static async Task<int> RunAsync(string file, HistoryProducer producer, string kafka, string? group, CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        long problems = 0;
        var rows = HistoryReader.Read(file, problem =>
        {
            problems++;
            Console.Error.WriteLine(problem.ToString());
        });
        var summary = await AnsiConsole.Status().StartAsync("publishing", async status => await Reporting(producer, status).RunAsync(rows, stop));
        Console.Out.WriteLine(
            $"published {summary.Payments:N0} payments and {summary.Labels:N0} labels in {summary.Elapsed.TotalSeconds:N1} s, {summary.Rate:N0} payments/s");
        if (problems > 0) Console.Out.WriteLine($"left out: {problems:N0} lines");
        if (group is not null)
        {
            await WaitAsync(kafka, group, stop);
            var whole = TimeProvider.System.GetElapsedTime(started);
            Console.Out.WriteLine($"decided all after {whole.TotalSeconds:N1} s, {summary.Payments / whole.TotalSeconds:N0} payments/s");
        }

        return summary.Payments == 0 && problems > 0 ? 1 : 0;
    }

    private static HistoryProducer Reporting(HistoryProducer producer, StatusContext status)
    {
        producer.OnProgress = count => status.Status($"publishing {count:N0}");
        return producer;
    }

    private static Task WaitAsync(string kafka, string group, CancellationToken stop) =>
        AnsiConsole.Status().StartAsync("deciding", async status =>
        {
            using var lag = new GroupLag(kafka, group, Topics.Payments);
            while (lag.Read() is > 0 and var behind)
            {
                status.Status($"deciding, {behind:N0} behind");
                await Task.Delay(LagInterval, stop);
            }
        });

    private static double? ParseRate(string text) => text == "max" ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate > 0 ? rate
        : throw new OperatingFaultException($"--rate {text} is neither a number of payments per second nor max.");
}
