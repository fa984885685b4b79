using Fraud.Ingest.Decoding;

namespace Fraud.Ingest.Files;

/// <summary>
/// Streams payments with their labels from NDJSON (also .gz): each line a payment object, with an optional <c>label</c> object
/// <c>{"fraud": bool, "kind": text?, "known_time": RFC 3339?, "source": text?}</c> beside its fields.
/// </summary>
public static class HistoryReader
{
    /// <summary>When the truth becomes known after the payment, where a label does not say.</summary>
    public static readonly TimeSpan LabelDelayDefault = TimeSpan.FromDays(7);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="onProblem">Told of every line that is no payment; the line is skipped.</param>
    /// <param name="labelDelay">Replaces <see cref="LabelDelayDefault"/>.</param>
    public static IEnumerable<HistoryRow> Read(string path, Action<HistoryProblem> onProblem, TimeSpan? labelDelay = null) =>
        Read(NdjsonLines.Open(path), onProblem, labelDelay);

    /// <summary>Reads open lines, which are disposed at the end.</summary>
    /// <param name="opened">The lines.</param>
    /// <param name="onProblem">Told of every line that is no payment; the line is skipped.</param>
    /// <param name="labelDelay">Replaces <see cref="LabelDelayDefault"/>.</param>
    public static IEnumerable<HistoryRow> Read(NdjsonLines opened, Action<HistoryProblem> onProblem, TimeSpan? labelDelay = null)
    {
        using var lines = opened;
        var delayMs = (long)(labelDelay ?? LabelDelayDefault).TotalMilliseconds;
        while (TryNext(lines, delayMs, onProblem, out var row))
            yield return row;
    }

    private static bool TryNext(NdjsonLines lines, long labelDelayMs, Action<HistoryProblem> onProblem, out HistoryRow row)
    {
        while (lines.TryRead(out var line))
        {
            if (line.IsWhiteSpace()) continue;
            if (PaymentDecoder.TryDecode(line, labelDelayMs, out var payment, out var label, out var rejection))
            {
                row = new HistoryRow(lines.LineNumber, payment, label);
                return true;
            }

            onProblem(new HistoryProblem(lines.LineNumber, rejection));
        }

        row = default;
        return false;
    }

    private static bool IsWhiteSpace(this ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0;
}
