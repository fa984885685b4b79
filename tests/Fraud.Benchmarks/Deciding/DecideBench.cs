using System.CommandLine;
using Fraud.Benchmarks.Pipeline;
using Fraud.Benchmarks.Running;
using Fraud.Benchmarks.Traffic;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Host.Runtime;
using Fraud.Ingest.Gateway;
using Fraud.TestKit;

namespace Fraud.Benchmarks.Deciding;

/// <summary>
/// Time from a payment's place in an even schedule to its decision in the answer of <c>POST /v1/payments?wait=decision</c>, open loop; then
/// the same at a multiple of the rate that callers sustain, where the gateway has to refuse most of it. Callers, gateway, stage and log share
/// the machine. Every payment taken is looked up in the decisions at the end.
/// </summary>
internal static class DecideBench
{
    private const int Accounts = 100_000;
    private const int Callers = 64;
    private const int Connections = 512;
    private const int SustainedCount = 20_000;
    private const int OverloadSeconds = 10;

    public static Command Create()
    {
        var kafka = new Option<string?>("--kafka") { Description = "An empty Kafka to run on (default: an embedded log of its own)", HelpName = "BOOTSTRAP" };
        var rate = new Option<int>("--rate") { Description = "Payments a second", HelpName = "R", DefaultValueFactory = _ => 1_000 };
        var seconds = new Option<int>("--seconds") { Description = "How long, after five seconds of warm-up", HelpName = "N", DefaultValueFactory = _ => 20 };
        var overload = new Option<double>("--overload")
        {
            Description = "Then post at this multiple of the sustained rate; 0 does not",
            HelpName = "X",
            DefaultValueFactory = _ => 3,
        };
        return BenchCommand.Create(
            "decide", "Payment posted over HTTP to decision in the answer, at a steady rate and under overload.", [kafka, rate, seconds, overload],
            async (parsed, stop) =>
            {
                var (perSecond, duration) = (parsed.GetValue(rate), parsed.GetValue(seconds));
                if (perSecond is < 1 or > 100_000 || duration < 1) throw new OperatingFaultException("--rate is 1 to 100000, --seconds at least 1.");
                await using var servers = await BenchServers.StartAsync(parsed.GetValue(kafka), stop);
                return await MeasureAsync(servers, perSecond, duration, parsed.GetValue(overload), stop);
            });
    }

    private static async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchServers servers, int rate, int seconds, double overload, CancellationToken stop)
    {
        using var host = servers.Stage();
        await host.StartAsync(stop);
        await using var gateway = await RunningGateway.StartAsync(new GatewayOptions { Kafka = servers.Kafka, KeyRateMax = 0 });
        using var client = Caller(gateway);
        var posted = new PostedPayments(client, Connections, new CardTraffic(Accounts));
        var accepted = new List<string>();
        accepted.AddRange((await posted.AtRateAsync(rate, 5 * rate, stop)).Accepted);
        var steady = await posted.AtRateAsync(rate, seconds * rate, stop);
        accepted.AddRange(steady.Accepted);
        List<BenchFigure> figures =
        [
            new("payments", steady.Count, ""),
            new("p50", steady.At(0.5), "ms"),
            new("p99", steady.At(0.99), "ms", "≤ 25 at 1000/s"),
            new("p99.9", steady.At(0.999), "ms"),
            new("max", steady.At(1), "ms"),
            new("not decided", steady.Count - steady.DecidedMs.Length, "", "0"),
        ];
        if (overload > 0)
        {
            var (sustained, perSecond) = await posted.InTurnAsync(Callers, SustainedCount, stop);
            accepted.AddRange(sustained.Accepted);
            var due = (int)(OverloadSeconds * overload * perSecond);
            var over = await posted.AtRateAsync(overload * perSecond, due, stop);
            accepted.AddRange(over.Accepted);
            figures.AddRange(Overload(sustained, perSecond, over, due));
        }

        var decisions = await DecisionsAsync(servers.Kafka, accepted, stop);
        await host.StopAsync(stop);
        figures.Add(new("accepted and not decided", accepted.Count(id => !decisions.ContainsKey(id)), "", "0"));
        figures.Add(new("decided twice", decisions.Count(decision => decision.Value > 1), "", "0"));
        return figures;
    }

    private static HttpClient Caller(RunningGateway gateway)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Connections, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null };
        var client = new HttpClient(handler) { BaseAddress = gateway.Client.BaseAddress };
        client.DefaultRequestHeaders.Add("X-Api-Key", gateway.Keys.ReadFirstKeys()!.Payments);
        return client;
    }

    private static IEnumerable<BenchFigure> Overload(PostedAnswers sustained, double perSecond, PostedAnswers over, int due) =>
    [
        new($"sustained by {Callers} callers", perSecond, "/s"),
        new("its p50", sustained.At(0.5), "ms"),
        new("its p99", sustained.At(0.99), "ms"),
        new($"due in {OverloadSeconds} s at a multiple of it", due, ""),
        new($"not sent: {Connections} callers had no answer yet", due - over.Count, ""),
        new("decided", over.DecidedMs.Length, ""),
        new("refused with 429 or 503 and Retry-After", over.RefusedMs.Length, ""),
        new("accepted, decided later", over.Undecided, "", "0"),
        new("answered otherwise", over.Failed, "", "0"),
        new("decided, p50", over.At(0.5), "ms"),
        new("decided, p99", over.At(0.99), "ms"),
        new("decided, p99 to the callers' p99", over.At(0.99) / sustained.At(0.99), "times"),
        new("refused, p99", Quantile.Of(over.RefusedMs, 0.99), "ms"),
    ];

    /// <summary>How many decisions each payment has, once those of the accepted are there or a minute is over.</summary>
    private static async Task<Dictionary<string, int>> DecisionsAsync(string kafka, List<string> accepted, CancellationToken stop)
    {
        Dictionary<string, int> found = [];
        for (var attempt = 0; attempt < 60; attempt++)
        {
            found = TopicContents.Read(kafka, Topics.Decisions).CountBy(record => DecisionJson.Read(record.Message.Value).PaymentId).ToDictionary();
            if (accepted.TrueForAll(found.ContainsKey)) break;
            await Task.Delay(TimeSpan.FromSeconds(1), stop);
        }

        return found;
    }
}
