using System.Globalization;
using System.Text;
using Fraud.Broker;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Fraud.IntegrationTests.Broker.Differential;

/// <summary>
/// Random programs of client operations give the same visible results on the embedded log as on Apache Kafka, and the same with and without
/// restarts of the embedded log in between. <c>FRAUD_DIFFERENTIAL_PROGRAMS</c> sets how many, <c>FRAUD_DIFFERENTIAL_SEED</c> the first seed.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int Steps = 60;
    private const int LongRun = 100;
    private static readonly int Programs = TestSize.Of("FRAUD_DIFFERENTIAL_PROGRAMS", 25);
    private static readonly int FirstSeed = TestSize.Of("FRAUD_DIFFERENTIAL_SEED", 1);

    [ApacheKafkaFact]
    public async Task Random_programs_give_on_the_embedded_log_what_they_give_on_Apache_Kafka()
    {
        await using var embedded = await RestartableLog.StartAsync();
        // A long run has a broker of its own, which may be restarted.
        using var own = Programs >= LongRun ? await ApacheKafka.StartAsync(ApacheKafkaFixture.Settings) : null;
        var apache = own?.BootstrapServers ?? (await KafkaCluster.OfAsync(BrokerKind.ApacheKafka)).BootstrapServers;
        var bothRestarts = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Programs; seed++)
        {
            var program = RandomProgram.Make(seed, Steps, restarts: seed % 5 == 0 ? 1 : 0, compactions: seed % 5 == 1 ? 1 : 0);
            var other = own is not null && seed % LongRun == 0 ? own : null;
            await CompareAsync(seed, program, embedded, () => new BrokerClient(apache), other is null ? null : other.RestartAsync);
            bothRestarts += other is null ? 0 : 1;
        }
        output.WriteLine($"{Programs} programs of at least {Steps} steps, seeds from {FirstSeed}, {bothRestarts} with a restart of both brokers");
    }

    [Fact]
    public async Task Random_programs_give_the_same_with_restarts_as_without()
    {
        await using var restarted = await RestartableLog.StartAsync();
        await using var steady = await RestartableLog.StartAsync();
        for (var seed = FirstSeed; seed < FirstSeed + Programs; seed++)
        {
            var program = RandomProgram.Make(seed, Steps, restarts: 3, compactions: seed % 5 == 1 ? 1 : 0);
            await CompareAsync(seed, program, restarted, () => new BrokerClient(steady.BootstrapServers));
        }
        output.WriteLine($"{Programs} programs of at least {Steps} steps, seeds from {FirstSeed}");
    }

    private static async Task CompareAsync(int seed, List<Step> program, RestartableLog first, Func<BrokerClient> second, Func<Task>? restartSecond = null)
    {
        var name = KafkaCluster.NewName($"differential-{seed}");
        // Ahead of the clock, so that no marker, which has the broker's own time, is found by time.
        var time = (TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(20)).ToUnixTimeMilliseconds();
        await using var left = await ProgramRun.StartAsync(name, time, () => new BrokerClient(first.BootstrapServers));
        await using var right = await ProgramRun.StartAsync(name, time, second);
        var before = new StringBuilder();
        for (var number = 0; number < program.Count; number++)
        {
            var step = program[number];
            if (step.Kind == StepKind.Restart)
            {
                await left.SettleAsync();
                await right.SettleAsync();
                await first.RestartAsync();
                await left.ReconnectAsync();
                if (restartSecond is not null)
                {
                    await restartSecond();
                    await right.ReconnectAsync();
                }
                continue;
            }
            // At the same time, because time-outs are waited for.
            var at = number;
            var told = await Task.WhenAll(
                Task.Run(() => TellAsync(seed, at, step, "the first broker", left)), Task.Run(() => TellAsync(seed, at, step, "the second broker", right)));
            var (actual, expected) = (told[0], told[1]);
            before.AppendLine(CultureInfo.InvariantCulture, $"{number}. {step}: {expected}");
            if (actual != expected)
                throw new XunitException($"Seed {seed} differs at step {number}, {step}\nexpected {expected}\nactual   {actual}\nafter\n{before}");
        }
    }

    private static async Task<string> TellAsync(int seed, int number, Step step, string side, ProgramRun run)
    {
        try
        {
            return await run.RunAsync(step);
        }
        catch (IOException error)
        {
            throw new XunitException($"Seed {seed}: {side} ended the connection at step {number}, {step}: {error.Message}");
        }
    }

    /// <summary>An embedded log that is stopped and started again on its folder and port; it cleans and compacts all the time.</summary>
    private sealed class RestartableLog : IAsyncDisposable
    {
        private readonly TempFolder _folder = new("differential");
        private EmbeddedBroker _broker = null!;

        public string BootstrapServers => _broker.BootstrapServers;

        public static async Task<RestartableLog> StartAsync()
        {
            var log = new RestartableLog();
            await log.OpenAsync(0);
            return log;
        }

        public async Task RestartAsync()
        {
            var port = int.Parse(BootstrapServers.Split(':')[1], CultureInfo.InvariantCulture);
            await _broker.DisposeAsync();
            await OpenAsync(port);
        }

        public async ValueTask DisposeAsync()
        {
            await _broker.DisposeAsync();
            _folder.Dispose();
        }

        private async Task OpenAsync(int port) => _broker = await EmbeddedBroker.StartAsync(
            new BrokerOptions { DataDirectory = _folder.Path, Port = port, MaintenanceInterval = TimeSpan.FromMilliseconds(100) },
            NullLoggerFactory.Instance, TimeProvider.System);
    }
}
