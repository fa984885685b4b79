using System.Text;
using Fraud.Contracts;
using Fraud.Ingest.Files;
using Xunit;

namespace Fraud.UnitTests.Ingest;

public sealed class HistoryFileTests : IDisposable
{
    private const string Line = """{"payment_id":"p1","account_id":"a1","amount_minor":1,"currency":"EUR","event_time":"2026-03-01T00:00:00Z"}""";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("history");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("history.ndjson")]
    [InlineData("history.ndjson.gz")]
    public void What_is_written_is_read_back(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        var rows = Enumerable.Range(0, 5000).Select(i => (Payment: Payment(i), Label: i % 3 == 0 ? Label(i).About(Payment(i)) : null)).ToList();
        using (var writer = HistoryWriter.Create(path))
        {
            foreach (var (payment, label) in rows)
                writer.Write(payment, label);
        }

        var read = HistoryReader.Read(path, Unexpected).ToList();

        Assert.Equal(rows, read.Select(r => (r.Payment, r.Label)));
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(i => (long)i), read.Select(r => r.Line));
    }

    [Fact]
    public void Problems_are_reported_with_their_line_and_the_rest_is_read()
    {
        var path = Write($"{Line}\r\n\n{{\"payment_id\":\n{Line[..^1]},\"label\":{{\"kind\":\"x\"}}}}\n{new string('x', 2_000_000)}\n{Line}");
        var problems = new List<HistoryProblem>();

        var rows = HistoryReader.Read(path, problems.Add).ToList();

        Assert.Equal([1L, 6L], rows.Select(r => r.Line));
        Assert.Equal(
            [(3L, RejectReason.MalformedJson, ""), (4L, RejectReason.MissingField, "label.fraud"), (5L, RejectReason.TooLarge, "")],
            problems.Select(p => (p.Line, p.Rejection.Reason, p.Rejection.Field)));
    }

    [Fact]
    public void A_label_that_does_not_say_when_it_became_known_takes_the_delay()
    {
        var path = Write(Line[..^1] + ",\"label\":{\"fraud\":true}}");

        var byDefault = HistoryReader.Read(path, Unexpected).Single();
        var afterAnHour = HistoryReader.Read(path, Unexpected, TimeSpan.FromHours(1)).Single();

        Assert.Equal(TimeSpan.FromDays(7).TotalMilliseconds, byDefault.Label!.KnownTimeMs - byDefault.Payment.EventTimeMs);
        Assert.Equal(TimeSpan.FromHours(1).TotalMilliseconds, afterAnHour.Label!.KnownTimeMs - afterAnHour.Payment.EventTimeMs);
        Assert.Null(byDefault.Payment.Extra);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() => Assert.Single(HistoryReader.Read(Write("\uFEFF" + Line), Unexpected));

    [Fact]
    public void An_empty_file_holds_nothing() => Assert.Empty(HistoryReader.Read(Write(""), Unexpected));

    private static Payment Payment(int i) => new()
    {
        PaymentId = $"p{i}",
        AccountId = $"a{i % 7}",
        AmountMinor = i,
        Currency = "EUR",
        EventTimeMs = 1772366400250 + i,
        Mcc = "5411",
    };

    private static Label Label(int i) => new()
    {
        PaymentId = $"p{i}",
        AccountId = $"a{i % 7}",
        Fraud = i % 2 == 0,
        KnownTimeMs = 1772966400000 + i,
        Source = "chargeback",
        Kind = "x",
    };

    private static void Unexpected(HistoryProblem problem) => Assert.Fail(problem.ToString());

    private string Write(string text)
    {
        var path = Path.Combine(_folder.FullName, "lines.ndjson");
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }
}
