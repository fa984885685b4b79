using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Host.Auditing;
using Fraud.Host.Composition;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;
using Fraud.Worker;
using Npgsql;

namespace Fraud.Host.Chaos;

/// <summary>
/// Publishes payments while parts of the platform are killed, frozen and restarted, lets it settle, and proves from the topics, Redis and
/// Postgres that nothing was lost, repeated or decided otherwise than by a single thread that never fails.
/// </summary>
internal sealed class ChaosRun(ChaosOptions options, ILoggerFactory loggers, TimeProvider time, Action<string> tell)
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromMinutes(5);

#pragma warning disable RS0030 // Seeded.
    private readonly Random _random = new((int)(options.Seed ^ (options.Seed >> 32)));
#pragma warning restore RS0030

    public async Task<ChaosReport> RunAsync(CancellationToken stop)
    {
        tell("starting Redis, Postgres, the log, the projection and the workers");
        await using var platform = await ChaosPlatform.StartAsync(options, loggers, time, stop);
        var faults = new ChaosFaults(platform, _random, time);
        var started = time.GetTimestamp();
        await PublishAsync(platform, faults, stop);
        tell("all published; waiting until everything is decided");
        await using var postgres = NpgsqlDataSource.Create(platform.Addresses.Postgres);
        var settling = new Settling(platform.Addresses.Kafka, ScoringOptions.GroupIdDefault, postgres, time);
        await settling.UntilDecidedAsync(SettleTime, _ => { }, stop);
        await platform.StopWorkersAsync();
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        tell("proving it from the topics, Redis and Postgres");
        var proof = new ChaosProof(platform.Addresses, settling, LivePolicy.Compile(LivePolicy.DefaultPolicyFile, model: null));
        return await proof.ReadAsync(options.Seed, faults.Planted, seconds, stop);
    }

    private async Task PublishAsync(ChaosPlatform platform, ChaosFaults faults, CancellationToken stop)
    {
        var payments = new ChaosPayments(_random, options.Payments);
        var config = KafkaClients.IdempotentProducer(platform.Addresses.Kafka, lingerMs: 5);
        config.MessageTimeoutMs = (int)SettleTime.TotalMilliseconds;
        using var producer = new ProducerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        Error? failure = null;
        for (var part = 0; part <= options.Kills; part++)
        {
            var until = (int)((long)options.Payments * (part + 1) / (options.Kills + 1));
            var from = (int)((long)options.Payments * part / (options.Kills + 1));
            for (var i = from; i < until; i++)
            {
                var (key, value) = payments.Next();
                producer.Produce(Topics.Payments, new Message<byte[], byte[]> { Key = key, Value = value }, report => failure ??= report.Error.IsError ? report.Error : null);
            }

            if (part == options.Kills)
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(1_500)), time, stop);
            await faults.PlantAsync(stop);
            tell($"{until:N0} of {options.Payments:N0} payments published, {part + 1} of {options.Kills} faults planted");
        }

        producer.Flush(stop);
        if (failure is not null)
            throw new OperatingFaultException($"The log refused a payment: {failure.Reason}. The run proves nothing.");
    }
}
