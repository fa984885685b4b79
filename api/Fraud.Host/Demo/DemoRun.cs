using System.Globalization;
using Fraud.Host.Demo.Live;
using Fraud.Simulator;

namespace Fraud.Host.Demo;

/// <summary>One run of the demo, from start to summary.</summary>
internal sealed class DemoRun(DemoOptions options, DemoConsole console, TimeProvider time)
{
    /// <summary>Days between the end of the history and the present: simulated time runs faster than the clock until they are used up.</summary>
    private const int DaysAhead = 365;

    private readonly DemoFolder _folder = new(options.Platform.DataFolder);
    private readonly DemoStateFile _states = new(options.Platform.DataFolder);

    /// <summary>Runs it.</summary>
    /// <param name="stop">Ends the setup, or the live payments; what was posted is accounted for all the same.</param>
    public async Task<DemoReport> RunAsync(CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        Directory.CreateDirectory(_folder.Path);
        var world = new World(_states.Load(Begin).World);
        var setup = new DemoSetup(_folder, _states, world, console, time);
        await setup.LearnAsync(stop);
        await using var session = await StartAsync(stop);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, session.Platform.Stopping);
        await setup.FillTablesAsync(session, ending.Token);
        await setup.WarmUpAsync(session, ending.Token);
        var setupSeconds = time.GetElapsedTime(begun).TotalSeconds;
        console.SayWhole($"dashboard: {session.Dashboard}");
        console.SayWhole(string.Create(CultureInfo.InvariantCulture, $"posting {options.Rate} payments a second …"));
        if (!options.Headless) Browser.Open(session.Dashboard);

        begun = time.GetTimestamp();
        await PlayAsync(session, world, ending.Token);
        var liveSeconds = time.GetElapsedTime(begun).TotalSeconds;
        var report = await new DemoAccounts(_folder, _states, world, console).TakeAsync(session, session.Platform.Stopping);
        return report with { SetupSeconds = setupSeconds, LiveSeconds = liveSeconds };
    }

    private async Task<DemoSession> StartAsync(CancellationToken stop)
    {
        DemoSession? session = null;
        await console.StepAsync("the platform: log, Redis, Postgres and every role", async _ =>
        {
            session = await DemoSession.StartAsync(options.Platform, _states, time, stop);
            return session.Platform.Http;
        });
        return session!;
    }

    private async Task PlayAsync(DemoSession session, World world, CancellationToken stop)
    {
        using var journal = new AckJournal(_folder.Journal);
        using var gateway = new GatewayClient(session.Platform.Http, session.Keys.Payments);
        var sender = new PaymentSender(gateway, journal, session.Board, time);
        using var traffic = new LiveTraffic(options, sender, session.Bank, session.Log, _states, session.Board, time);
        await new LiveView(console.Inner, session.Board, options.Headless, time).ShowAsync(traffic.RunAsync(world, stop));
    }

    private DemoState Begin()
    {
        var today = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        return new DemoState
        {
            World = new WorldOptions
            {
                Seed = options.Seed,
                Accounts = options.Accounts,
                Start = today.AddDays(-DaysAhead - options.HistoryDays),
            },
            HistoryDays = options.HistoryDays,
        };
    }
}
