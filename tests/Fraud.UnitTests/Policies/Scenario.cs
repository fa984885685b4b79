using System.Globalization;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Labels;
using Fraud.Features.Profiles;
using Fraud.Scoring.Policies;
using Xunit;

namespace Fraud.UnitTests.Policies;

/// <summary>
/// A table of payments in time order with the outcome and the reasons expected of each. A line <c>habit n account=A …</c> gives an account
/// one payment a day on the n days before; <c>fraud n account=A …</c> as many that ended eight days ago and are known to be frauds; <c>profile account=A home=DE …</c> says what the bank knows of it. Columns that are not named
/// take the values of an ordinary payment.
/// </summary>
internal sealed class Scenario
{
    private const int FraudsEndedDays = 7;
    private const long KnownAfterMs = 86_400_000;

    private static readonly DateTime Day = new(2026, 3, 3, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Dictionary<string, (double, double)> Places = new()
    {
        ["berlin"] = (52.52, 13.40),
        ["potsdam"] = (52.39, 13.06),
        ["madrid"] = (40.42, -3.70),
        ["tokyo"] = (35.68, 139.69),
    };

    private readonly KnownFrauds _frauds = new();
    private readonly FeatureStates _states;
    private readonly Dictionary<string, Profile> _profiles = [];
    private readonly CompiledPolicy _policy;
    private readonly RuleInput _input = new();
    private readonly List<Payment> _habits = [];
    private readonly double[] _vector = new double[FeatureCatalogue.Default.Count];
    private long _offset;
    private int _fraudCount;

    private Scenario(CompiledPolicy policy)
    {
        _policy = policy;
        _states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false }, _frauds);
        _states.AddPartition(0);
    }

    /// <summary>Plays a table; fails with the whole table as it came out when one row differs.</summary>
    /// <returns>Every reason code that came up.</returns>
    public static IReadOnlyCollection<string> Holds(CompiledPolicy policy, string table)
    {
        var scenario = new Scenario(policy);
        var came = new List<string>();
        var columns = Array.Empty<string>();
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in table.Split('\n'))
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.TrimStart().StartsWith("# ", StringComparison.Ordinal))
                columns = [.. line.TrimStart()[2..].Split("->")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            else if (words is ["habit", ..])
                scenario.Habit(int.Parse(words[1], CultureInfo.InvariantCulture), Pairs(words[2..]));
            else if (words is ["fraud", ..])
                scenario.Fraud(int.Parse(words[1], CultureInfo.InvariantCulture), Pairs(words[2..]));
            else if (words is ["profile", ..])
                scenario.Know(Pairs(words[1..]));
            else if (words.Length > 0)
                came.Add(scenario.Play(line, columns, words, codes));
        }

        var expected = table.Split('\n').Where(line => line.Contains("->", StringComparison.Ordinal) && !line.TrimStart().StartsWith('#'));
        Assert.Equal(string.Join('\n', expected.Select(Plain)), string.Join('\n', came.Select(Plain)));
        return codes;
    }

    private string Play(string line, string[] columns, string[] words, SortedSet<string> codes)
    {
        ApplyHabits();
        var values = columns.Zip(words).ToDictionary(pair => pair.First, pair => pair.Second);
        var payment = PaymentOf(values, Day + TimeSpan.Parse(values["time"], CultureInfo.InvariantCulture));
        Profile? profile = _profiles.TryGetValue(payment.AccountId, out var known) ? known : null;
        _states.Read(0, payment, profile, _vector);
        _states.Apply(0, _offset++, payment);
        _input.Load(payment, _vector, 0, null);
        var verdict = _policy.Decide(_input, new RuleOutcomes());
        codes.UnionWith(verdict.Reasons.Select(reason => reason.Code));
        var reasons = verdict.Reasons.Count == 0 ? "-" : string.Join(' ', verdict.Reasons.Select(reason => reason.Code));
        return $"{line.Split("->")[0]}->  {verdict.Outcome.ToString().ToLowerInvariant()}  {reasons}";
    }

    private void Habit(int days, Dictionary<string, string> values)
    {
        for (var day = days; day > 0; day--)
        {
            var payment = PaymentOf(values, Day.AddDays(-day).AddHours(12));

            // An even habit has no deviation at all, which real ones have.
            _habits.Add(payment with { AmountMinor = payment.AmountMinor * (90 + (day % 3 * 10)) / 100 });
        }
    }

    private void Fraud(int days, Dictionary<string, string> values)
    {
        for (var day = days; day > 0; day--)
        {
            var time = Day.AddDays(-day - FraudsEndedDays).AddHours(18);
            var payment = PaymentOf(values, time) with { PaymentId = string.Create(CultureInfo.InvariantCulture, $"F{_fraudCount++}") };
            _habits.Add(payment);
            _frauds.Apply(new Label
            {
                PaymentId = payment.PaymentId,
                AccountId = payment.AccountId,
                Fraud = true,
                KnownTimeMs = payment.EventTimeMs + KnownAfterMs,
                Source = "analyst",
                EventTimeMs = payment.EventTimeMs,
                MerchantId = payment.MerchantId,
                TerminalId = payment.TerminalId,
                DeviceId = payment.DeviceId,
                Ip = payment.Ip,
            });
        }
    }

    // In the order of time, as payments of different accounts come.
    private void ApplyHabits()
    {
        foreach (var payment in _habits.OrderBy(payment => payment.EventTimeMs))
        {
            _states.Apply(0, _offset, payment with { PaymentId = string.Create(CultureInfo.InvariantCulture, $"P{_offset}") });
            _offset++;
        }

        _habits.Clear();
    }

    private void Know(Dictionary<string, string> values)
    {
        var account = values["account"];
        _profiles[account] = new Profile(
            account,
            null,
            values.GetValueOrDefault("home"),
            values.TryGetValue("limit", out var limit) ? long.Parse(limit, CultureInfo.InvariantCulture) * 100 : null,
            Ago(values.GetValueOrDefault("opened")),
            Ago(values.GetValueOrDefault("contact")),
            null);
    }

    private static long? Ago(string? days) =>
        days is null ? null : new DateTimeOffset(Day.AddDays(-double.Parse(days, CultureInfo.InvariantCulture))).ToUnixTimeMilliseconds();

    private Payment PaymentOf(Dictionary<string, string> values, DateTime time)
    {
        var channel = Text("channel") ?? "pos";
        var place = Places.GetValueOrDefault(values.GetValueOrDefault("place") ?? "-");
        return new Payment
        {
            PaymentId = string.Create(CultureInfo.InvariantCulture, $"P{_offset}"),
            AccountId = Text("account") ?? "A1",
            CardId = values.ContainsKey("card") ? Text("card") : (Text("account") ?? "A1").Replace('A', 'C'),
            MerchantId = Text("merchant") ?? "M1",
            TerminalId = Text("terminal") ?? (channel == "ecommerce" ? null : $"T-{Text("merchant") ?? "M1"}"),
            Mcc = Text("mcc") ?? "5411",
            AmountMinor = (long)Math.Round(double.Parse(values["amount"], CultureInfo.InvariantCulture) * 100),
            Currency = "EUR",
            EventTimeMs = new DateTimeOffset(time).ToUnixTimeMilliseconds(),
            Channel = channel,
            EntryMode = Text("entry") ?? (channel == "ecommerce" ? "ecommerce" : "chip"),
            Country = Text("country") ?? "DE",
            Ip = Text("ip"),
            DeviceId = Text("device"),
            Latitude = place == default ? null : place.Item1,
            Longitude = place == default ? null : place.Item2,
        };

        string? Text(string column) => values.GetValueOrDefault(column) is { } text && text != "-" ? text : null;
    }

    private static Dictionary<string, string> Pairs(string[] words) =>
        words.Select(word => word.Split('=')).ToDictionary(parts => parts[0], parts => parts[1]);

    private static string Plain(string line) => string.Join(' ', line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
