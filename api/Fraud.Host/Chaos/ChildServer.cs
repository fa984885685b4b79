using Confluent.Kafka;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;

namespace Fraud.Host.Chaos;

/// <summary>A role of this program as a child process that is started again whenever it dies, so that it can be killed at any moment.</summary>
internal sealed class ChildServer : LocalServer
{
    private readonly Func<ChildServer, IReadOnlyList<string>> _arguments;
    private readonly Func<ChildServer, CancellationToken, Task> _probe;

    private ChildServer(
        string name, string folder, ILoggerFactory loggers, TimeProvider time,
        Func<ChildServer, IReadOnlyList<string>> arguments, Func<ChildServer, CancellationToken, Task> probe)
        : base(name, folder, loggers, time)
    {
        _arguments = arguments;
        _probe = probe;
    }

    /// <summary><c>fraud log serve</c>, which tells clients another address than its own.</summary>
    public static ChildServer Log(string folder, string advertised, ILoggerFactory loggers, TimeProvider time) => new(
        "log", folder, loggers, time,
        server => ["log", "serve", "--dir", Path.Combine(server.Folder, "log"), "--port", $"{server.Port}", "--advertise", advertised],
        (server, _) =>
        {
            using var admin = new AdminClientBuilder(KafkaClients.Admin(server.Endpoint)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
            admin.GetMetadata(TimeSpan.FromSeconds(5));
            return Task.CompletedTask;
        });

    /// <summary><c>fraud up</c> with one role and more options; the addresses are asked for when it starts.</summary>
    public static ChildServer Role(string name, string role, string folder, Func<Addresses> addresses, IReadOnlyList<string> more, ILoggerFactory loggers, TimeProvider time) => new(
        name, folder, loggers, time,
        server =>
        [
            "up", "--roles", role, "--data", Path.Combine(server.Folder, "data"), "--port", $"{server.Port}", "--instance", name,
            "--kafka", addresses().Kafka, "--redis", addresses().Redis, "--postgres", addresses().Postgres, .. KafkaConfig(), .. more,
        ],
        async (server, stop) =>
        {
            using var http = new HttpClient();
            using var answer = await http.GetAsync(new Uri($"http://{server.Endpoint}/health/live"), stop);
            answer.EnsureSuccessStatusCode();
        });

    private static string[] KafkaConfig() => KafkaConnection.File is { } file ? ["--kafka-config", file] : [];

    private protected override Task PrepareAsync(CancellationToken stop) => Task.CompletedTask;

    private protected override IReadOnlyList<string> Command() =>
        [Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "fraud.dll"), .. _arguments(this)];

    private protected override bool IsOurs(RunningProcess candidate) => false;

    private protected override Task ProbeAsync(CancellationToken stop) => _probe(this, stop);
}
