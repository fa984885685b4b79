using Fraud.Host.Auditing;
using Fraud.Host.Demo.Setup;
using Fraud.Simulator;

namespace Fraud.Host.Demo;

/// <summary>The steps from an empty data folder to a warm platform. Each is skipped where an earlier run has done it.</summary>
internal sealed class DemoSetup(DemoFolder folder, DemoStateFile states, World world, DemoConsole console, TimeProvider time)
{
    private static readonly TimeSpan CdcPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StagePatience = TimeSpan.FromSeconds(60);

    private readonly int _days = states.State.HistoryDays;

    /// <summary>History, and a model trained on it: what the platform's policy names.</summary>
    public async Task LearnAsync(CancellationToken stop)
    {
        if (states.State.Model is not null) return;
        var accounts = states.State.World.Accounts;
        await console.StepAsync($"simulating {_days} days of {accounts} accounts", progress => Task.Run(
            () => $"{HistoryFile.Write(world, _days, folder.History, progress, stop):N0} payments in {folder.History}", stop));
        await console.StepAsync("training a model on it with the live feature code", progress => Task.Run(
            () =>
            {
                var model = ModelTraining.Run(folder, world, _days, time, progress, stop);
                states.Update(state => state with { Model = model });
                return $"{model.Engine}, AUC {model.Auc:0.000}, average precision {model.AveragePrecision:0.000} on the later days";
            },
            stop));
    }

    /// <summary>The bank's tables in Postgres, carried to the log.</summary>
    public async Task FillTablesAsync(DemoSession session, CancellationToken stop)
    {
        await session.Bank.CreateAsync(stop);
        await console.StepAsync("customers and accounts in Postgres, carried to the log by CDC", async _ =>
        {
            var rows = await session.Bank.FillAsync(world, states.State.World.Start, stop);
            await session.Profiles().UntilCarriedAsync(CdcPatience, stop);
            return $"{rows:N0} rows";
        });
    }

    /// <summary>The history through the log.</summary>
    public async Task WarmUpAsync(DemoSession session, CancellationToken stop)
    {
        if (states.State.WarmUp is not null) return;
        var warmUp = new WarmUp(world, _days, new TopicScan(session.Platform.Addresses.Kafka), session.Log);
        await console.StepAsync("the history through the live stage", async progress =>
        {
            var begun = time.GetTimestamp();
            var published = await Task.Run(() => warmUp.Publish(stop), stop);
            await session.Settling.UntilDecidedAsync(StagePatience, left => progress.Report(1 - (left / (double)Math.Max(1, published))), stop);
            var rate = published / time.GetElapsedTime(begun).TotalSeconds;
            foreach (var change in warmUp.Changes()) await session.Bank.ApplyAsync(change, stop);
            states.Update(state => state with { WarmUp = new DemoWarmUp(published, rate), Next = new PaymentSerial(_days, 0) });
            return $"{published:N0} payments at {rate:N0}/s";
        });
    }
}
