using Fraud.Host.Auditing;
using Fraud.Host.Composition;
using Fraud.Host.Demo.Audit;
using Fraud.Host.Demo.Live;
using Fraud.Host.Demo.Setup;
using Fraud.Host.Runtime;
using Fraud.Ingest.Security;
using Fraud.Worker;
using Npgsql;

namespace Fraud.Host.Demo;

/// <summary>A running platform and the demo's own connections to it.</summary>
internal sealed class DemoSession : IAsyncDisposable
{
    private readonly CancellationTokenSource _listening = new();
    private readonly TimeProvider _time;
    private readonly Task _hub;

    private DemoSession(Platform platform, FirstApiKeys keys, DemoStateFile states, TimeProvider time)
    {
        Platform = platform;
        Keys = keys;
        Database = NpgsqlDataSource.Create(platform.Addresses.Postgres);
        Bank = new BankTables(Database);
        Log = new LogSender(platform.Addresses.Kafka);
        _time = time;
        Settling = new Settling(platform.Addresses.Kafka, platform.Services.GetRequiredService<ScoringOptions>().GroupId, Database, time);
        _hub = new HubListener(platform.Http, keys.Admin, states, time, alert => Board.CountAlert(alert.PaymentId)).RunAsync(_listening.Token);
    }

    /// <summary>The platform.</summary>
    public Platform Platform { get; }

    /// <summary>Keys to its HTTP interface.</summary>
    public FirstApiKeys Keys { get; }

    /// <summary>Its Postgres.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>The bank's tables there.</summary>
    public BankTables Bank { get; }

    /// <summary>A producer.</summary>
    public LogSender Log { get; }

    /// <summary>Knows how far each part is.</summary>
    public Settling Settling { get; }

    /// <summary>Counts of this run.</summary>
    public Scoreboard Board { get; } = new();

    /// <summary>The dashboard, with the key that opens it.</summary>
    public string Dashboard => $"{Platform.Http}/#key={Keys.Admin}";

    /// <summary>Starts the platform and connects to it.</summary>
    public static async Task<DemoSession> StartAsync(FraudOptions options, DemoStateFile states, TimeProvider time, CancellationToken stop)
    {
        var platform = await Platform.StartAsync(options, time, stop);
        try
        {
            var keys = ApiKeyFileStore.Open(options.DataFolder, time).ReadFirstKeys()
                ?? throw new OperatingFaultException(
                    $"The first API keys of {options.DataFolder} are gone: the demo needs them; name another folder with --data.");
            return new DemoSession(platform, keys, states, time);
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>A check of the tables against their topics.</summary>
    public ProfileCheck Profiles() => new(Platform.Addresses.Kafka, Database, _time);

    public async ValueTask DisposeAsync()
    {
        await _listening.CancelAsync();
        await _hub;
        _listening.Dispose();
        Log.Dispose();
        await Database.DisposeAsync();
        await Platform.DisposeAsync();
    }
}
