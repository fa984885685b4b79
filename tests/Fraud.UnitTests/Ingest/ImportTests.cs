using Fraud.Contracts;
using Fraud.Ingest.Files;
using Fraud.Ingest.Import;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Ingest;

public sealed class ImportTests : IDisposable
{
    private const string Map =
        """
        payment:
          payment_id: { column: id }
          account_id: { column: card, tokenise: account }
          amount: { column: amt }
          currency: { column: cur, default: EUR }
          event_time: { column: at, format: "dd/MM/yyyy HH:mm:ss", zone: Europe/Berlin }
        extra:
          note: { column: note }
        label:
          fraud: { column: bad, true: [Y] }
          kind: { column: note, replace: { x: stolen } }
          known_after: 12h
        """;

    private readonly TempFolder _folder = new("import");
    private readonly Tokeniser _tokeniser = new(new byte[32]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_becomes_a_payment_and_its_label()
    {
        var (rows, summary) = Import(Map, "id,card,amt,cur,at,note,bad\np1,4111111111111111,12.5,USD,01/07/2026 14:00:00,x,Y\n");

        var (payment, label) = (rows[0].Payment, rows[0].Label!);
        Assert.Equal(("p1", 1250, "USD", 1782907200000), (payment.PaymentId, payment.AmountMinor, payment.Currency, payment.EventTimeMs));
        Assert.Equal("x", payment.Extra!["note"].GetString());
        Assert.Equal((true, "stolen", 1782907200000 + 12 * 3600_000), (label.Fraud, label.Kind, label.KnownTimeMs));
        Assert.Equal((1, 1, 1), (summary.Rows, summary.Payments, summary.Fraud));
    }

    [Fact]
    public void Tokens_are_the_same_for_the_same_text_and_key_and_do_not_show_it()
    {
        var token = _tokeniser.Token("account", "4111111111111111");

        Assert.Equal(token, new Tokeniser(new byte[32]).Token("account", "4111111111111111"));
        Assert.NotEqual(token["account".Length..], _tokeniser.Token("card", "4111111111111111")["card".Length..]);
        Assert.NotEqual(token, new Tokeniser([.. new byte[31], 1]).Token("account", "4111111111111111"));
        Assert.Matches("^account_[0-9a-f]{32}$", token);
    }

    [Theory]
    [InlineData("USD", "12.34", 1234)]
    [InlineData("JPY", "1234", 1234)]
    [InlineData("KWD", "1.234", 1234)]
    [InlineData("USD", "0.00", 0)]
    [InlineData("USD", "1e2", 10000)]
    public void Amounts_are_taken_in_the_currencys_unit(string currency, string amount, long minor) =>
        Assert.Equal(minor, Import(Map, $"id,card,amt,cur,at,note,bad\np1,c,{amount},{currency},01/07/2026 14:00:00,,N\n").Rows[0].Payment.AmountMinor);

    [Fact]
    public void Rows_come_out_in_the_order_of_event_time_and_equal_times_in_file_order()
    {
        var (rows, summary) = Import(
            Map,
            """
            id,card,amt,cur,at,note,bad
            p1,c,1,,01/07/2026 14:00:02,,
            p2,c,1,,01/07/2026 14:00:01,,
            p3,c,1,,01/07/2026 14:00:02,,
            p4,c,1,,01/07/2026 14:00:00,,
            """);

        Assert.Equal(["p4", "p2", "p1", "p3"], rows.Select(r => r.Payment.PaymentId));
        Assert.True(summary.Reordered);
    }

    [Fact]
    public void Problems_carry_their_line_and_the_rest_is_imported()
    {
        var problems = new List<HistoryProblem>();
        var (rows, summary) = Import(
            Map,
            "id,card,amt,cur,at,note,bad\n"
            + "p1,c,12.345,USD,01/07/2026 14:00:00,,N\n"
            + "p2,c,1,USD,2026-07-01,,N\n"
            + "p3,c,1,USD\n"
            + "\"p4\nstill\",c,1,USD,01/07/2026 14:00:00,,N\n"
            + "p5,,1,USD,01/07/2026 14:00:00,,N\n"
            + "p6,c,1,USD,29/03/2026 02:30:00,,N\n"
            + "4111111111111111,c,1,USD,01/07/2026 14:00:00,,N\n"
            + "p8,c,1,USD,01/07/2026 14:00:00,,N\n",
            problems.Add);

        Assert.Equal(["p8"], rows.Select(r => r.Payment.PaymentId));
        Assert.Equal(
            [
                (2L, RejectReason.InvalidValue, "amount_minor"),
                (3L, RejectReason.InvalidValue, "event_time"),
                (4L, RejectReason.MalformedJson, ""),
                (5L, RejectReason.InvalidValue, "payment_id"),
                (7L, RejectReason.MissingField, "account_id"),
                (8L, RejectReason.InvalidValue, "event_time"), // an hour that Berlin skipped
                (9L, RejectReason.CardNumber, "payment_id"),
            ],
            problems.Select(p => (p.Line, p.Rejection.Reason, p.Rejection.Field)));
        Assert.Equal(7, summary.Problems.Values.Sum());
    }

    [Fact]
    public void Nested_NDJSON_is_read()
    {
        const string Nested =
            """
            format: ndjson
            payment:
              payment_id: { column: tx.id, prefix: n- }
              account_id: { column: who }
              amount: { column: tx.cents, unit: minor }
              currency: { constant: EUR }
              event_time: { column: at, format: unix_s }
            """;

        var (rows, _) = Import(Nested, """{"tx":{"id":7,"cents":1250},"who":"a1","at":1782907200}""");

        Assert.Equal(("n-7", 1250, 1782907200000), (rows[0].Payment.PaymentId, rows[0].Payment.AmountMinor, rows[0].Payment.EventTimeMs));
        Assert.Null(rows[0].Label);
    }

    [Fact]
    public void Columns_of_a_second_file_can_be_joined()
    {
        File.WriteAllText(_folder.File("holders.csv"), "card,country\nc1,DE\nc2,FR\n");
        var map = Map.Replace("currency:", "country: { lookup: holders, by: card, column: country }\n  currency:", StringComparison.Ordinal)
            + "\nlookups:\n  holders: { file: holders.csv, key: card }\n";

        var (rows, _) = Import(map, "id,card,amt,cur,at,note,bad\np1,c2,1,,01/07/2026 14:00:00,,\np2,c9,1,,01/07/2026 14:00:00,,\n");

        Assert.Equal(["FR", null], rows.Select(r => r.Payment.Country));
    }

    [Theory]
    [InlineData("payment_id: { column: id }", "payment_id: { column: nothing }", "nothing")]
    [InlineData("payment_id: { column: id }", "paymentid: { column: id }", "paymentid")]
    [InlineData("payment_id: { column: id }", "payment_id: { colum: id }", "colum")]
    [InlineData("zone: Europe/Berlin", "zone: Berlin", "Berlin")]
    [InlineData("known_after: 12h", "known_after: soon", "soon")]
    public void A_map_that_does_not_fit_says_where(string right, string wrong, string named)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Import(Map.Replace(right, wrong, StringComparison.Ordinal), "id,card,amt,cur,at,note,bad\n"));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void The_shipped_maps_fit_their_files()
    {
        foreach (var name in new[] { "cards-2019", "terminal-world" })
        {
            var map = ImportMap.Read(Path.Combine(Repository(), "ingest", "maps", $"{name}.yaml"));
            var head = new NdjsonLines(File.OpenRead(SharedFolder.File("data", $"{name}.csv.gz")));
            var lines = new List<string>();
            while (lines.Count < 1000 && head.TryRead(out var line))
                lines.Add(System.Text.Encoding.UTF8.GetString(line));
            head.Dispose();
            File.WriteAllLines(_folder.File("head.csv"), lines);

            var summary = new ImportRun(map, _tokeniser).Run(_folder.File("head.csv"), _folder.File("head.ndjson"), CancellationToken.None);

            Assert.Equal((999, 999), (summary.Rows, summary.Payments));
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Fraud.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    private (List<HistoryRow> Rows, ImportSummary Summary) Import(string map, string input, Action<HistoryProblem>? onProblem = null)
    {
        File.WriteAllText(_folder.File("map.yaml"), map);
        File.WriteAllText(_folder.File("in.csv"), input);
        var run = new ImportRun(ImportMap.Read(_folder.File("map.yaml")), _tokeniser)
        {
            OnProblem = onProblem ?? (problem => Assert.Fail(problem.ToString())),
        };
        var summary = run.Run(_folder.File("in.csv"), _folder.File("out.ndjson"), CancellationToken.None);
        return ([.. HistoryReader.Read(_folder.File("out.ndjson"), problem => Assert.Fail(problem.ToString()))], summary);
    }
}
