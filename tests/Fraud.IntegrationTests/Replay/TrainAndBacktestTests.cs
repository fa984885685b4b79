using System.Text.Json;
using Fraud.Contracts;
using Fraud.Host.Commands;
using Fraud.Ingest.Files;
using Fraud.Simulator;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Replay;

public sealed class TrainAndBacktestTests : IDisposable
{
    private const int Days = 40;

    private readonly TempFolder _temp = new();

    private string History => _temp.File("history.ndjson.gz");

    private string Model => _temp.File("model");

    [XGBoostFact]
    public async Task A_model_trained_on_simulated_history_decides_in_a_backtest_of_a_changed_policy()
    {
        var payments = WriteHistory();
        Assert.Equal(0, await CommandLine.RunAsync(
        [
            "train", "--input", History, "--train-from", "2025-01-01", "--train-to", "2025-01-26", "--test-from", "2025-01-26",
            "--test-to", "2025-02-10", "--out", Model, "--engine", "xgboost", "--trees", "40", "--depth", "4", "--compare-raw",
            "--json", _temp.File("train.json"),
        ]));
        using var trained = Json("train.json");
        Assert.Equal(payments, trained.RootElement.GetProperty("payments").GetInt64());
        var withHistory = trained.RootElement.GetProperty("test").GetProperty("average_precision").GetDouble();
        var without = trained.RootElement.GetProperty("raw").GetProperty("average_precision").GetDouble();
        Assert.True(withHistory > without, $"average precision {withHistory} with history, {without} without");

        Assert.Equal(0, await CommandLine.RunAsync(
        [
            "backtest", "--input", History, "--policy", Policy("strict", review: 200), "--baseline", Policy("mild", review: 600),
            "--model", Model, "--from", "2025-01-26", "--json", _temp.File("backtest.json"),
        ]));
        using var report = Json("backtest.json");
        var (strict, mild) = (report.RootElement.GetProperty("candidate"), report.RootElement.GetProperty("baseline"));
        Assert.Equal(trained.RootElement.GetProperty("model_id").GetString(), strict.GetProperty("model_id").GetString());
        Assert.Equal(payments, report.RootElement.GetProperty("payments").GetInt64());
        Assert.Equal(trained.RootElement.GetProperty("test").GetProperty("rows").GetInt64(), report.RootElement.GetProperty("decided").GetInt64());
        var more = strict.GetProperty("alerts").GetInt64() - mild.GetProperty("alerts").GetInt64();
        Assert.True(more > 0);
        Assert.Equal(more, report.RootElement.GetProperty("flips").GetProperty("payments").GetInt64());
        Assert.True(strict.GetProperty("recall").GetDouble() >= mild.GetProperty("recall").GetDouble());
    }

    [Fact]
    public async Task A_wrong_range_or_engine_or_file_fails_with_one_sentence()
    {
        string[] common = ["train", "--input", _temp.File("none.ndjson"), "--train-from", "2025-01-01", "--test-to", "2025-02-10", "--out", Model];
        Assert.Equal(1, await CommandLine.RunAsync([.. common, "--train-to", "2025-01-26", "--test-from", "2025-01-20"]));
        Assert.Equal(1, await CommandLine.RunAsync([.. common, "--train-to", "2025-01-26", "--test-from", "2025-01-26", "--engine", "oracle"]));
        Assert.Equal(1, await CommandLine.RunAsync([.. common, "--train-to", "2025-01-26", "--test-from", "2025-01-26", "--engine", "xgboost"]));
        Assert.Equal(1, await CommandLine.RunAsync(["backtest", "--input", _temp.File("none.ndjson"), "--policy", Policy("any", review: 300)]));
        Assert.False(Directory.Exists(Model));
    }

    public void Dispose() => _temp.Dispose();

    private long WriteHistory()
    {
        var world = new World(new WorldOptions { Accounts = 200, FraudScale = 3 });
        long count = 0;
        using var file = HistoryWriter.Create(History);
        foreach (var payment in world.Events().OfType<SimulatedPayment>().TakeWhile(p => p.Serial.Day < Days))
        {
            file.Write(payment.Payment, payment.Fraud ? LabelOf(payment) : null);
            count++;
        }
        return count;
    }

    private static Label LabelOf(SimulatedPayment payment) => new()
    {
        PaymentId = payment.Payment.PaymentId,
        AccountId = payment.Payment.AccountId,
        Fraud = true,
        KnownTimeMs = payment.KnownTimeMs,
        Source = "simulator",
    };

    private string Policy(string name, int review)
    {
        var path = _temp.File($"{name}.yaml");
        File.WriteAllText(path, $$"""
            name: {{name}}
            version: 1
            thresholds: {review: {{review}}, decline: 1001}
            model: {bundle: model, weight: 1}
            rules:
              - {id: large, name: Large, when: payment.amount > 500.0, points: 100, code: LARGE, sentence: A large amount.}
            """);
        return path;
    }

    private JsonDocument Json(string name) => JsonDocument.Parse(File.ReadAllBytes(_temp.File(name)));
}
