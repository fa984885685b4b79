using System.Globalization;
using Fraud.Contracts;
using Fraud.Features;
using Xunit;

namespace Fraud.UnitTests.Features;

/// <summary>
/// A scenario as a table. The head names columns of the payment, then <c>-&gt;</c>, then features; each line is a payment, read and then
/// applied. <c>-</c> is "not given" on the left and "not enough history" on the right; <c>.</c> is "not looked at". A time is
/// <c>[day] HH:mm:ss[.fff]</c>, the first day being Thursday, 1 January 2026, UTC. <c>#</c> starts a remark.
/// </summary>
internal static class Scenario
{
    private const double Tolerance = 0.005;

    public static void Check(string table, FeatureOptions? options = null)
    {
        var stream = new PaymentStream(options);
        string[]? inputs = null;
        string[]? outputs = null;
        var number = 0;
        foreach (var line in table.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0))
        {
            var sides = line.Split("->");
            var left = Cells(sides[0]);
            var right = Cells(sides[1]);
            if (inputs is null || outputs is null)
            {
                (inputs, outputs) = (left, right);
                continue;
            }

            var payment = Payment(inputs, left, ++number);
            var vector = stream.Read(payment);
            for (var i = 0; i < outputs.Length; i++)
            {
                if (right[i] != ".") AssertValue(outputs[i], right[i], outputs[i] == "late" ? (stream.WasLate ? 1 : 0) : Of(vector, outputs[i]), line);
            }

            stream.Apply(payment);
        }
    }

    private static double Of(double[] vector, string feature)
    {
        var index = FeatureCatalogue.Default.IndexOf(feature);
        Assert.True(index >= 0, $"There is no feature {feature}.");
        return vector[index];
    }

    private static void AssertValue(string feature, string expected, double actual, string line)
    {
        var matches = expected == "-"
            ? double.IsNaN(actual)
            : Math.Abs(double.Parse(expected, CultureInfo.InvariantCulture) - actual) <= Tolerance;
        Assert.True(matches, string.Create(CultureInfo.InvariantCulture, $"{feature} is {actual}, expected {expected}, at: {line}"));
    }

    private static Payment Payment(string[] columns, string[] cells, int number)
    {
        var values = columns.Zip(cells).Where(pair => pair.Second != "-").ToDictionary(pair => pair.First, pair => pair.Second);
        var day = values.TryGetValue("day", out var given) ? int.Parse(given, CultureInfo.InvariantCulture) : 1;
        var time = TimeSpan.Parse(values["time"], CultureInfo.InvariantCulture);
        return new Payment
        {
            PaymentId = $"P{number}",
            AccountId = values.GetValueOrDefault("account", "A1"),
            CardId = values.GetValueOrDefault("card"),
            MerchantId = values.GetValueOrDefault("merchant"),
            TerminalId = values.GetValueOrDefault("terminal"),
            DeviceId = values.GetValueOrDefault("device"),
            Ip = values.GetValueOrDefault("ip"),
            Mcc = values.GetValueOrDefault("mcc"),
            Country = values.GetValueOrDefault("country"),
            Channel = values.GetValueOrDefault("channel"),
            AmountMinor = long.Parse(values.GetValueOrDefault("amount", "1000"), CultureInfo.InvariantCulture),
            Currency = "EUR",
            EventTimeMs = PaymentStream.Ms("2026-01-01T00:00:00Z") + (long)(TimeSpan.FromDays(day - 1) + time).TotalMilliseconds,
            Latitude = Number(values.GetValueOrDefault("lat")),
            Longitude = Number(values.GetValueOrDefault("lon")),
        };
    }

    private static double? Number(string? text) => text is null ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Cells(string side) => side.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
