using System.Text;
using Fraud.Contracts;
using Fraud.Ingest.Decoding;
using Fraud.Ingest.Files;

namespace Fraud.Ingest.Import;

/// <summary>
/// Turns a foreign file into a history file in the order of event time. Every line written has passed the same checks as a posted payment.
/// </summary>
/// <param name="map">How rows become payments.</param>
/// <param name="tokeniser">Makes the tokens that the map asks for; null when it asks for none.</param>
public sealed class ImportRun(ImportMap map, Tokeniser? tokeniser)
{
    private readonly Dictionary<RejectReason, long> _problems = [];
    private long _rows, _payments, _fraud;

    /// <summary>Told of every row that is no payment; the row is left out.</summary>
    public Action<HistoryProblem>? OnProblem { get; init; }

    /// <summary>Told from time to time how many bytes of the input are read, of how many.</summary>
    public Action<long, long>? OnProgress { get; init; }

    /// <summary>Imports a file.</summary>
    /// <param name="input">CSV or NDJSON, also .gz.</param>
    /// <param name="output">NDJSON, also .gz; replaced when whole.</param>
    /// <param name="cancellationToken">Gives up; the output is then as it was.</param>
    /// <exception cref="InvalidDataException">The map does not fit the input.</exception>
    public ImportSummary Run(string input, string output, CancellationToken cancellationToken)
    {
        using var sorted = new SortedOutput(output);
        Read(input, (line, payment) => sorted.Write(line, payment.EventTimeMs), cancellationToken);
        return Summary(sorted.Complete());
    }

    /// <summary>Reads the whole input, writes nothing, and gives back the first rows.</summary>
    /// <param name="input">CSV or NDJSON, also .gz.</param>
    /// <param name="first">How many rows to give back.</param>
    /// <param name="shown">Receives them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ImportSummary DryRun(string input, int first, out IReadOnlyList<string> shown, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        long last = 0;
        var disordered = false;
        Read(
            input,
            (line, payment) =>
            {
                if (lines.Count < first) lines.Add(Encoding.UTF8.GetString(line));
                disordered |= payment.EventTimeMs < last;
                last = payment.EventTimeMs;
            },
            cancellationToken);
        shown = lines;
        return Summary(disordered);
    }

    private delegate void LineWriter(ReadOnlySpan<byte> line, Payment payment);

    private void Read(string input, LineWriter write, CancellationToken cancellationToken)
    {
        using var file = RowFile.OpenFile(input);
        using var rows = RowFile.Open(file, input, map);
        using var mapper = new RowMapper(map, rows, tokeniser);
        while (rows.Read(out var unreadable))
        {
            if (++_rows % 4096 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                OnProgress?.Invoke(file.Position, file.Length);
            }

            if (unreadable is not null)
                Refuse(rows.Line, new Rejection(RejectReason.MalformedJson, "", unreadable));
            else if (mapper.Map(out var line) is { } refused)
                Refuse(rows.Line, refused);
            else if (!PaymentDecoder.TryDecode(line, 0, out var payment, out var label, out var rejection))
                Refuse(rows.Line, rejection);
            else
                Take(line, payment, label, write);
        }

        OnProgress?.Invoke(file.Length, file.Length);
    }

    private void Take(ReadOnlySpan<byte> line, Payment payment, Label? label, LineWriter write)
    {
        _payments++;
        if (label is { Fraud: true }) _fraud++;
        write(line, payment);
    }

    private void Refuse(long line, Rejection rejection)
    {
        _problems[rejection.Reason] = _problems.GetValueOrDefault(rejection.Reason) + 1;
        OnProblem?.Invoke(new HistoryProblem(line, rejection));
    }

    private ImportSummary Summary(bool reordered) => new(_rows, _payments, _fraud, _problems, reordered);
}
