using System.Globalization;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Ingest.Files;
using Fraud.Replay.Backtesting;
using Fraud.Scoring.Models;
using Fraud.Scoring.Policies;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Replay;

public sealed class BacktestRunTests : IDisposable
{
    private static readonly BacktestRun Backtest = new(FeatureCatalogue.Default, new FeatureOptions(), TimeProvider.System);
    private readonly TempFolder _temp = new();

    // day account amount fraud    candidate: large 300, at-shop 400 (review 300, decline 700)    baseline: large only
    //  0     A       10     no    approve                                                        approve
    //  0     B      200     yes   review   large                                                 review
    //  0     C      200     no    review   large                                                 review
    //  1     D       20     yes   review   at-shop                                               approve   flips
    //  1     E      300     yes   decline  large + at-shop                                       review    flips
    //  1     F      300     no    decline  large + at-shop                                       review    flips
    //  1     G       30     yes   approve                                                        approve
    private static readonly (int Day, string Account, int Amount, string Shop, bool? Fraud)[] Scenario =
    [
        (0, "A", 10, "other", false), (0, "B", 200, "other", true), (0, "C", 200, "other", null), (1, "D", 20, "shop", true),
        (1, "E", 300, "shop", true), (1, "F", 300, "shop", false), (1, "G", 30, "other", true),
    ];

    private const string Large = "  - {id: large, name: Large, when: payment.amount >= 200.0, points: 300, code: LARGE, sentence: Large.}\n";
    private const string AtShop = "  - {id: at-shop, name: Shop, when: payment.merchant_id == \"shop\", points: 400, code: SHOP, sentence: Shop.}\n";
    private const string NeedsDevice = "  - {id: device, name: Device, when: payment.device_id == \"x\", points: 1, code: DEVICE, sentence: Device.}\n";

    [Fact]
    public void Counts_and_shares_are_those_computed_by_hand()
    {
        var report = Backtest.Run(Plan(Large + AtShop + NeedsDevice), null, default);

        Assert.Equal((7, 7, 6, 4), (report.Payments, report.Decided, report.Labelled, report.Frauds));
        Assert.Equal(HistoryFiles.Start.AddHours(1), report.From);
        var policy = report.Candidate;
        Assert.Equal([2, 3, 2], policy.Outcomes.Values);
        Assert.Equal(5, policy.Alerts);
        Assert.Equal((2.5, 3), (policy.AlertsPerDay, policy.AlertsPerDayMax));
        Assert.Equal(3 / 5.0, policy.Precision!.Value, 12);
        Assert.Equal(3 / 4.0, policy.Recall!.Value, 12);
        Assert.Equal(2 * 0.6 * 0.75 / 1.35, policy.F1!.Value, 12);
        // Scores: E, F 700; D 400; B, C 300; A, G 0. Frauds E, D, B, G against F, C, A.
        Assert.Equal((2.5 + 2 + 1.5 + 0.5) / 12, policy.Auc!.Value, 12);
        Assert.Equal((0.5 + 2 / 3.0 + 3 / 5.0 + 4 / 7.0) / 4, policy.AveragePrecision!.Value, 12);
        Assert.Equal(new MoneyReport(55_000, 52_000, 30_000, 20_000, 30_000), policy.Money["EUR"]);
        Assert.Null(report.Flips);
    }

    [Fact]
    public void Every_rule_is_counted_alone()
    {
        var rules = Backtest.Run(Plan(Large + AtShop + NeedsDevice), null, default).Candidate.Rules;

        Assert.Equal(new RuleReport("large", 4, 4 / 7.0, 2, 0.5, UniqueCatch: 1, NotEnoughHistory: 0, 0, 0), rules[0]);
        Assert.Equal(new RuleReport("at-shop", 3, 3 / 7.0, 2, 2 / 3.0, UniqueCatch: 1, 0, 0, 0), rules[1]);
        Assert.Equal(new RuleReport("device", 0, 0, 0, null, 0, NotEnoughHistory: 7, 0, 0), rules[2]);
    }

    [Fact]
    public void Flips_say_what_changes_from_the_baseline_with_examples()
    {
        var report = Backtest.Run(Plan(Large + AtShop, baseline: Large), null, default);

        Assert.Equal(4, report.Baseline!.Alerts);
        Assert.Equal(3, report.Flips!.Payments);
        Assert.Equal(
            [
                new(Outcome.Approve, Outcome.Approve, 2, 1), new(Outcome.Approve, Outcome.Review, 1, 1),
                new(Outcome.Review, Outcome.Review, 2, 1), new FlipCell(Outcome.Review, Outcome.Decline, 2, 1),
            ],
            report.Flips.Cells);
        Assert.Equal(["D", "E", "F"], report.Flips.Examples.Select(e => e.AccountId));
        var example = report.Flips.Examples[1];
        Assert.Equal((5, 300, 700), (example.Line, example.BaselineScore, example.CandidateScore));
        Assert.Equal(["SHOP", "LARGE"], example.CandidateReasons);
    }

    [Fact]
    public void Examples_are_limited_for_each_kind_of_flip()
    {
        var report = Backtest.Run(Plan(Large + AtShop, baseline: Large) with { ExamplesMax = 1 }, null, default);
        Assert.Equal(["D", "E"], report.Flips!.Examples.Select(e => e.AccountId));
    }

    [Fact]
    public void Payments_before_the_range_fill_the_windows_but_are_not_reported()
    {
        const string second = "  - {id: again, name: Again, when: account.count_7d >= 1.0, points: 300, code: AGAIN, sentence: Again.}\n";
        var rows = new (int, string, int, string, bool?)[] { (0, "A", 10, "x", false), (1, "A", 10, "x", true) };
        var plan = Plan(second, rows: rows) with { Range = new TimeRange(HistoryFiles.Start.AddDays(1), HistoryFiles.Start.AddDays(2)) };

        var report = Backtest.Run(plan, null, default);

        Assert.Equal((2, 1), (report.Payments, report.Decided));
        Assert.Equal(1, report.Candidate.Alerts);
        Assert.Equal(1, report.Candidate.Rules[0].Hits);
    }

    [Fact]
    public void A_duplicate_is_decided_and_counted_once()
    {
        var rows = Rows(Scenario);
        var report = Backtest.Run(Plan(Large) with { Input = HistoryFiles.Write(_temp, [.. rows, rows[1]]) }, null, default);
        Assert.Equal((8, 7, 1), (report.Payments, report.Decided, report.Duplicates));
        Assert.Equal(4, report.Candidate.Alerts);
    }

    [Fact]
    public void A_policy_that_does_not_check_is_refused_with_its_place()
    {
        var path = _temp.File("broken.yaml");
        File.WriteAllText(path, Text("  - {id: bad, name: Bad, when: payment.amuont > 1.0, points: 1, code: BAD, sentence: Bad.}\n"));
        var error = Assert.Throws<InvalidDataException>(() => BacktestPolicy.Load(path, null, FeatureCatalogue.Default));
        Assert.Contains("amuont", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _temp.Dispose();

    private BacktestPlan Plan(string rules, string? baseline = null, (int, string, int, string, bool?)[]? rows = null) => new()
    {
        Input = HistoryFiles.Write(_temp, Rows(rows ?? Scenario)),
        Candidate = Compile("candidate.yaml", rules),
        Baseline = baseline is null ? null : Compile("baseline.yaml", baseline),
    };

    private CompiledPolicy Compile(string name, string rules)
    {
        File.WriteAllText(_temp.File(name), Text(rules));
        return BacktestPolicy.Load(_temp.File(name), null, FeatureCatalogue.Default);
    }

    private static string Text(string rules) => $"name: test\nversion: 1\nthresholds: {{review: 300, decline: 700}}\nrules:\n{rules}";

    private static List<HistoryRow> Rows((int Day, string Account, int Amount, string Shop, bool? Fraud)[] rows) =>
    [
        .. rows.Select((row, index) =>
        {
            var payment = new Payment
            {
                PaymentId = index.ToString(CultureInfo.InvariantCulture),
                AccountId = row.Account,
                MerchantId = row.Shop,
                AmountMinor = row.Amount * 100,
                Currency = "EUR",
                EventTimeMs = HistoryFiles.Start.AddDays(row.Day).AddHours(1).AddSeconds(index).ToUnixTimeMilliseconds(),
            };
            var label = row.Fraud is { } fraud
                ? new Label { PaymentId = payment.PaymentId, AccountId = row.Account, Fraud = fraud, KnownTimeMs = payment.EventTimeMs, Source = "test" }
                : null;
            return new HistoryRow(index + 1, payment, label);
        }),
    ];
}
