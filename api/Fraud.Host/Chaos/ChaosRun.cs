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
    private static readonly TimeSpan TellTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

#pragma warning disable RS0030 // Seeded.
    private readonly Random _random = new((int)(options.Seed ^ (options.Seed >> 32)));
#pragma warning restore RS0030

    public async Task<ChaosReport> RunAsync(CancellationToken stop)
    {
        if (options.Kafka is { } kafka)
            RequireUnused(kafka);
        tell("starting Redis, Postgres, the log, the projection and the workers");
        await using var platform = await ChaosPlatform.StartAsync(options, loggers, time, stop);
        await using var postgres = NpgsqlDataSource.Create(platform.Addresses.Postgres);
        var settling = new Settling(platform.Addresses.Kafka, ScoringOptions.GroupIdDefault, postgres, time);
        var faults = new ChaosFaults(platform, _random, time);
        var started = time.GetTimestamp();
        await PublishAsync(platform, faults, settling, stop);
        tell("all published; waiting until everything is decided");
        await SettleAsync(settling, platform.Addresses.Redis, stop);
        await platform.StopWorkersAsync();
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        tell("proving it from the topics, Redis and Postgres");
        var proof = new ChaosProof(platform.Addresses, settling, postgres, LivePolicy.Compile(LivePolicy.DefaultPolicyFile, model: null), time, tell);
        return await proof.ReadAsync(options.Seed, faults, seconds, stop);
    }

    private async Task PublishAsync(ChaosPlatform platform, ChaosFaults faults, Settling settling, CancellationToken stop)
    {
        var payments = new ChaosPayments(_random, options.Payments);
        var config = KafkaClients.IdempotentProducer(platform.Addresses.Kafka, lingerMs: 5);
        config.MessageTimeoutMs = (int)SettleTime.TotalMilliseconds;
        using var producer = new ProducerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        Error? failure = null;
        // One part before each fault, and one after the last.
        var parts = Math.Max(options.Kills, 1) + 1;
        for (var part = 0; part < parts; part++)
        {
            if (part == parts - 1 && options.Plant is { } plant)
            {
                producer.Flush(stop);
                await PlantAsync(plant, platform, faults, settling, stop);
            }

            var until = (int)((long)options.Payments * (part + 1) / parts);
            for (var i = (int)((long)options.Payments * part / parts); i < until; i++)
            {
                var (key, value) = payments.Next();
                producer.Produce(Topics.Payments, new Message<byte[], byte[]> { Key = key, Value = value }, report => failure ??= report.Error.IsError ? report.Error : null);
            }

            if (part >= options.Kills)
                continue;
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(1_500)), time, stop);
            faults.Plant(stop);
            tell($"{until:N0} of {options.Payments:N0} payments published, {part + 1} of {options.Kills} faults planted");
        }

        producer.Flush(stop);
        await faults.EndAsync();
        if (failure is not null)
            throw new OperatingFaultException($"The log refused a payment: {failure.Reason}. The run proves nothing.");
    }

    private async Task PlantAsync(ChaosPlant plant, ChaosPlatform platform, ChaosFaults faults, Settling settling, CancellationToken stop)
    {
        await faults.EndAsync();
        await SettleAsync(settling, platform.Addresses.Redis, stop);
        await platform.StopWorkersAsync();
        await new Planting(platform.Addresses, time).PlantAsync(plant, stop);
        await platform.StartWorkersAsync(options.Workers, stop);
        tell($"planted: {plant}");
    }

    private async Task SettleAsync(Settling settling, string redis, CancellationToken stop)
    {
        var told = time.GetTimestamp();
        await settling.UntilDecidedAsync(
            SettleTime,
            left =>
            {
                if (time.GetElapsedTime(told) < TellTime)
                    return;
                told = time.GetTimestamp();
                tell($"{left:N0} records to decide");
            },
            stop);
        await settling.UntilStoredAsync(redis, SettleTime, stop);
    }

    private static void RequireUnused(string kafka)
    {
        using var admin = new AdminClientBuilder(KafkaClients.Admin(kafka)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        try
        {
            if (admin.GetMetadata(AnswerTime).Topics.Any(topic => topic.Topic == Topics.Payments))
                throw new OperatingFaultException($"{kafka} has {Topics.Payments} already, and the proof needs a log of its own: delete the product's topics, or name another Kafka.");
        }
        catch (KafkaException e)
        {
            throw new OperatingFaultException($"No Kafka answers at {kafka}: start it, or correct --kafka ({e.Error.Reason}).", e);
        }
    }
}
