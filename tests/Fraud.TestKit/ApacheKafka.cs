using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;
using Xunit.Sdk;

namespace Fraud.TestKit;

/// <summary>A single Apache Kafka broker of the shared folder, with its data in a temporary folder.</summary>
public sealed class ApacheKafka : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(120);
    private readonly TempFolder _folder = new("kafka");
    private readonly string _settings;
    private readonly int _port;
    private Process _process;

    private ApacheKafka(string settings)
    {
        _settings = settings;
        _port = LocalPort.Choose(_folder.Path, "kafka");
        _process = Start();
    }

    /// <summary>Where clients connect.</summary>
    public string BootstrapServers => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>The process of the broker.</summary>
    public int ProcessId => _process.Id;

    private static string? Launcher =>
        SharedFolder.Path is { } shared && File.Exists(Path.Combine(shared, "kafka", "kafka")) ? Path.Combine(shared, "kafka", "kafka") : null;

    /// <summary>Starts a broker and returns once it answers; that takes about 10 s.</summary>
    /// <param name="settings">Settings other than its defaults, <c>name=value</c> with spaces between.</param>
    /// <exception cref="XunitException">It is absent or does not start.</exception>
    public static async Task<ApacheKafka> StartAsync(string settings = "")
    {
        if (MissingReason() is { } reason)
            throw new XunitException(reason);
        var broker = new ApacheKafka(settings);
        try
        {
            await broker.UntilAnswersAsync();
            return broker;
        }
        catch
        {
            broker.Dispose();
            throw;
        }
    }

    /// <summary>Why there can be no broker here; null when there can.</summary>
    public static string? MissingReason()
    {
        if (SharedFolder.Reason() is { } reason)
            return reason;
        if (Launcher is null)
            return $"There is no kafka/kafka in {SharedFolder.Path}.";
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "java")));
        return onPath ? null : "Java is not installed; Apache Kafka needs version 17 or newer.";
    }

    /// <summary>Stops it cleanly, as an operator does, and starts it again on its data and port.</summary>
    public async Task RestartAsync()
    {
        using (var stop = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await stop.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = Start();
        await UntilAnswersAsync();
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("/bin/sh") { Environment = { ["KAFKA_HEAP"] = "512m" } };
        foreach (var argument in (string[])["-c", "exec \"$0\" serve \"$1\" \"$2\" $3 >\"$1.log\" 2>&1", Launcher!, _folder.File("data"), $"{_port}", _settings])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private async Task UntilAnswersAsync()
    {
        using var admin = new AdminClientBuilder(KafkaClients.Admin(BootstrapServers)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        await Eventually.UntilAsync(() => Answers(admin), StartTime, "Apache Kafka answers");
    }

    private bool Answers(IAdminClient admin)
    {
        if (_process.HasExited)
            throw new XunitException($"Apache Kafka stopped while starting: {File.ReadAllText(_folder.File("data.log"))}");
        try
        {
            return admin.GetMetadata(TimeSpan.FromSeconds(1)).Brokers.Count > 0;
        }
        catch (KafkaException)
        {
            return false;
        }
    }
}
