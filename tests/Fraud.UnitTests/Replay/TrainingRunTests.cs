using Fraud.Features;
using Fraud.Ingest.Files;
using Fraud.Replay.Training;
using Fraud.Scoring.Models;
using Fraud.Scoring.XGBoost;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Replay;

public sealed class TrainingRunTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly TrainingRun _run = new(FeatureCatalogue.Default, new FeatureOptions(), new XGBoostTrainer(), TimeProvider.System);

    [XGBoostFact]
    public void A_model_learns_from_one_range_is_measured_on_a_later_one_and_loads_from_its_bundle()
    {
        var report = _run.Run(Plan() with { CompareRaw = true }, _temp.File("model"), null, default);

        Assert.Equal(6000, report.Payments);
        Assert.Equal(6000 * 18 / 30, report.TrainRows, 3.0);
        Assert.Equal(6000 * 2 / 30, report.CalibrationRows, 3.0);
        Assert.Equal(6000 * 10 / 30, report.Test.Rows, 3.0);
        Assert.InRange(report.Test.Auc, 0.85, 1);
        Assert.InRange(report.Test.AveragePrecision, 0.3, 1);
        Assert.InRange(report.Test.ExpectedOverSeen, 0.6, 1.6);
        Assert.NotNull(report.Raw);
        Assert.Contains(report.TopFeatures, f => f.Feature == "payment.amount_minor");

        var bundle = ModelBundle.Load(_temp.File("model"), [.. FeatureCatalogue.Default.Features.Select(f => f.Name)]);
        Assert.Equal(report.ModelId, bundle.Model.Id);
        Assert.Equal(report.Test.Auc, bundle.Card.Metrics["auc"]);
    }

    [XGBoostFact]
    public void The_same_history_gives_the_same_model()
    {
        var plan = Plan();
        Assert.Equal(
            _run.Run(plan, _temp.File("one"), null, default).ModelId,
            _run.Run(plan, _temp.File("other"), null, default).ModelId);
    }

    [XGBoostFact]
    public void Accounts_known_to_be_defrauded_can_be_left_out_of_the_test()
    {
        var plan = Plan();
        var all = _run.Run(plan, _temp.File("all"), null, default);
        var rest = _run.Run(plan with { LeaveOutKnown = true }, _temp.File("rest"), null, default);
        Assert.InRange(rest.LeftOut, 1, all.Test.Rows);
        Assert.Equal(all.Test.Rows, rest.Test.Rows + rest.LeftOut);
        Assert.Equal(0, all.LeftOut);
    }

    [XGBoostFact]
    public void A_test_range_without_fraud_is_refused_and_nothing_is_written()
    {
        var rows = HistoryFiles.Rows(3000, seed: 1, days: 30);
        var tame = rows.Select(r => r with { Label = r.Payment.EventTimeMs < Day(20).ToUnixTimeMilliseconds() ? r.Label : null });
        var error = Assert.Throws<InvalidDataException>(() => _run.Run(Plan(tame), _temp.File("model"), null, default));
        Assert.Contains("test range has 0", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_temp.File("model")));
    }

    public void Dispose() => _temp.Dispose();

    private TrainingPlan Plan(IEnumerable<HistoryRow>? rows = null) => new()
    {
        Input = HistoryFiles.Write(_temp, rows ?? HistoryFiles.Rows(6000, seed: 1, days: 30)),
        Train = new TimeRange(Day(0), Day(20)),
        Test = new TimeRange(Day(20), Day(31)),
        Options = new TrainingOptions { Trees = 30, Depth = 4 },
    };

    private static DateTimeOffset Day(int day) => HistoryFiles.Start.AddDays(day);
}
