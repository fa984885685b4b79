using System.Globalization;
using Fraud.Contracts;
using Fraud.Ingest.Files;
using Fraud.TestKit;

namespace Fraud.UnitTests.Replay;

/// <summary>Made-up history: a few accounts paying at a few merchants; a fraud is a large amount at night by an account that just paid.</summary>
internal static class HistoryFiles
{
    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static List<HistoryRow> Rows(int count, int seed, int days)
    {
        var random = new Random(seed);
        var rows = new List<HistoryRow>(count);
        var stepMs = days * 86_400_000L / count;
        for (var i = 0; i < count; i++)
        {
            var fraud = random.Next(40) == 0;
            var payment = new Payment
            {
                PaymentId = i.ToString(CultureInfo.InvariantCulture),
                AccountId = $"a{random.Next(50)}",
                CardId = $"c{random.Next(60)}",
                MerchantId = $"m{random.Next(20)}",
                AmountMinor = fraud ? random.Next(20_000, 90_000) : random.Next(100, 30_000),
                Currency = "EUR",
                EventTimeMs = Start.ToUnixTimeMilliseconds() + i * stepMs + random.Next(1000),
            };
            var label = fraud || random.Next(2) == 0
                ? new Label
                {
                    PaymentId = payment.PaymentId,
                    AccountId = payment.AccountId,
                    Fraud = fraud,
                    Source = "test",
                    KnownTimeMs = payment.EventTimeMs + 7 * 86_400_000L,
                }
                : null;
            rows.Add(new HistoryRow(i + 1, payment, label));
        }
        return rows;
    }

    public static string Write(TempFolder folder, IEnumerable<HistoryRow> rows, string name = "history.ndjson")
    {
        var path = folder.File(name);
        using var writer = HistoryWriter.Create(path);
        foreach (var row in rows)
            writer.Write(row.Payment, row.Label);
        return path;
    }
}
