using System.IO.Hashing;
using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;

namespace Fraud.Host.Chaos;

/// <summary>Apache Kafka, one node that is broker and controller (KRaft), which tells clients another address than its own.</summary>
/// <param name="home">The folder of its distribution, with the jars in <c>libs</c> or <c>lib</c>.</param>
/// <param name="folder">The data folder; created when absent.</param>
/// <param name="advertised">The address that clients are told, <c>host:port</c>.</param>
/// <param name="loggers">Where starts, restarts and faults are told.</param>
/// <param name="time">Measures patience and pauses.</param>
internal sealed class ApacheKafkaServer(string home, string folder, string advertised, ILoggerFactory loggers, TimeProvider time)
    : LocalServer("kafka", folder, loggers, time)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    private readonly string _home = home;
    private readonly string _advertised = advertised;
    private int _controllerPort;

    private string Data => Path.Combine(Folder, "kafka");

    private string Settings => Path.Combine(Folder, "server.properties");

    /// <summary>Derived from the folder. 16 bytes as Base64 for addresses, which never begins with a hyphen because the first byte is 0.</summary>
    private string ClusterId
    {
        get
        {
            var bytes = XxHash128.Hash(Encoding.UTF8.GetBytes(Folder));
            bytes[0] = 0;
            return Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        }
    }

    private protected override async Task PrepareAsync(CancellationToken stop)
    {
        if (SystemProgram.Find("java") is null)
            throw new OperatingFaultException("java is not installed, and Apache Kafka needs version 17 or newer: run apt-get install openjdk-17-jre-headless.");
        _controllerPort = LocalPort.Choose(Folder, "controller");
        if (File.Exists(Path.Combine(Data, "meta.properties")))
            return;
        WriteSettings(LocalPort.Choose(Folder, Name));
        await SystemProgram.RunOrFailAsync([.. Java("256m"), "kafka.tools.StorageTool", "format", "--standalone", "-t", ClusterId, "-c", Settings], stop);
    }

    private protected override IReadOnlyList<string> Command()
    {
        WriteSettings(Port);
        return [.. Java("512m"), "kafka.Kafka", Settings];
    }

    private protected override bool IsOurs(RunningProcess candidate) => candidate.Runs("java", Settings);

    private protected override async Task ProbeAsync(CancellationToken stop)
    {
        using var admin = new AdminClientBuilder(KafkaClients.Admin(Endpoint)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        var cluster = await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = AnswerTime });
        if (cluster.ClusterId != ClusterId)
            throw new OperatingFaultException($"Another Kafka listens at {Endpoint}.");
    }

    private IEnumerable<string> Java(string heap)
    {
        var jars = ((string[])["libs", "lib"]).Select(name => Path.Combine(_home, name)).FirstOrDefault(Directory.Exists)
            ?? throw new OperatingFaultException($"There is no Apache Kafka in {_home}: name the folder that holds its libs with --kafka-home.");
        return [SystemProgram.Find("java")!, $"-Xmx{heap}", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", Path.Combine(jars, "*")];
    }

    private void WriteSettings(int port) => File.WriteAllText(Settings, $"""
        process.roles=broker,controller
        node.id=1
        listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{_controllerPort}
        advertised.listeners=PLAINTEXT://{_advertised},CONTROLLER://127.0.0.1:{_controllerPort}
        controller.listener.names=CONTROLLER
        controller.quorum.bootstrap.servers=127.0.0.1:{_controllerPort}
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        log.dirs={Data}
        auto.create.topics.enable=false
        offsets.topic.num.partitions=4
        offsets.topic.replication.factor=1
        transaction.state.log.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        """);
}
