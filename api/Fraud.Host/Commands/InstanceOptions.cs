using System.CommandLine;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;

namespace Fraud.Host.Commands;

/// <summary>
/// The options that say where the data and the servers are, the same for every command. An option wins over the environment
/// (<c>FRAUD_KAFKA</c>, …), which wins over the file named by <c>--config</c> (JSON with the same names).
/// </summary>
internal sealed class InstanceOptions
{
    private readonly Option<string?> _data = new("--data") { Description = "Folder of local data (default: .fraud)", HelpName = "DIR" };
    private readonly Option<string?> _kafka = new("--kafka") { Description = "Kafka bootstrap servers instead of the embedded log", HelpName = "HOST:PORT" };
    private readonly Option<string?> _kafkaConfig = KafkaConfigOption();
    private readonly Option<string?> _redis = new("--redis") { Description = "Redis instead of a local one", HelpName = "HOST:PORT" };
    private readonly Option<string?> _postgres = new("--postgres") { Description = "Postgres instead of a local one", HelpName = "CONNECTION" };
    private readonly Option<string?> _config = new("--config") { Description = "JSON file with any of data, kafka, kafka_config, redis, postgres, roles, listen, port, keys, partitions, policy, model, instance, redis_away, degrade_after, savepoints", HelpName = "FILE" };

    /// <summary>Adds the options to a command.</summary>
    public TCommand AddTo<TCommand>(TCommand command)
        where TCommand : Command
    {
        foreach (var option in new[] { _data, _kafka, _kafkaConfig, _redis, _postgres, _config })
            command.Add(option);
        return command;
    }

    /// <summary>Names the properties of connections to a secured Kafka.</summary>
    public static Option<string?> KafkaConfigOption() => new("--kafka-config")
    {
        Description = "Client properties of a secured Kafka, as librdkafka names them: security.protocol, sasl.username, ssl.ca.location, …",
        HelpName = "FILE",
    };

    /// <summary>What the user gave, from all three places. Connections to Kafka are secured from now on as it says.</summary>
    public FraudOptions Read(ParseResult parsed)
    {
        var configuration = Configuration(parsed);
        if ((parsed.GetValue(_kafkaConfig) ?? configuration["kafka_config"]) is { } file)
            KafkaConnection.Use(Path.GetFullPath(file));
        return new FraudOptions
        {
            DataFolder = Path.GetFullPath(parsed.GetValue(_data) ?? configuration["data"] ?? ".fraud"),
            Kafka = parsed.GetValue(_kafka) ?? configuration["kafka"],
            Redis = parsed.GetValue(_redis) ?? configuration["redis"],
            Postgres = parsed.GetValue(_postgres) ?? configuration["postgres"],
        };
    }

    /// <summary>The environment and the file, for options that a command has beside these.</summary>
    public IConfiguration Configuration(ParseResult parsed)
    {
        var builder = new ConfigurationBuilder();
        var file = parsed.GetValue(_config) ?? Environment.GetEnvironmentVariable("FRAUD_CONFIG");
        if (file is not null)
            builder.AddJsonFile(Path.GetFullPath(file), optional: false);
        return builder.AddEnvironmentVariables("FRAUD_").Build();
    }

    /// <summary>The log that a command works on: the one given, else that of the instance running on the data folder.</summary>
    public string Kafka(ParseResult parsed) => Read(parsed) is var given && given.Kafka is { } kafka ? kafka : Running(given, "--kafka").Kafka;

    /// <summary>The log and the Redis that a command works on: those given, else those of the instance running on the data folder.</summary>
    public (string Kafka, string Redis) Stage(ParseResult parsed) => Read(parsed) switch
    {
        { Kafka: { } kafka, Redis: { } redis } => (kafka, redis),
        var given when Running(given, "--kafka and --redis") is var running => (given.Kafka ?? running.Kafka, given.Redis ?? running.Redis),
    };

    /// <summary>All addresses: those given, the others from the instance running on the data folder.</summary>
    public Addresses Addresses(ParseResult parsed)
    {
        var given = Read(parsed);
        if (given is { Kafka: { } kafka, Redis: { } redis, Postgres: { } postgres })
            return new Addresses(kafka, redis, postgres);
        var running = Running(given, "--kafka, --redis and --postgres");
        return new Addresses(given.Kafka ?? running.Kafka, given.Redis ?? running.Redis, given.Postgres ?? running.Postgres);
    }

    /// <summary>The instance running on the data folder.</summary>
    /// <exception cref="OperatingFaultException">None runs there.</exception>
    public RuntimeInstance Running(ParseResult parsed) => Running(Read(parsed), "another folder with --data");

    private static RuntimeInstance Running(FraudOptions given, string instead)
    {
        if (new RuntimeFile(given.DataFolder).Read().Instance is not { IsRunning: true } instance)
            throw new OperatingFaultException($"Nothing runs on {given.DataFolder}: start ./fraud up there, or give {instead}.");
        if (given.Kafka is null && KafkaConnection.File is null && instance.KafkaConfig is { } file)
            KafkaConnection.Use(file);
        return instance;
    }
}
