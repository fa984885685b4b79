using System.Collections.Concurrent;
using Fraud.Ingest.Files;
using Fraud.Scoring;

namespace Fraud.Replay.History;

/// <summary>A history file being decoded.</summary>
internal sealed class HistorySource : IDisposable
{
    private readonly List<HistoryProblem> _problems = [];
    private readonly string _name;
    private readonly long _length;
    private readonly HashingStream _stream;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    public HistorySource(string path)
    {
        _name = Path.GetFileName(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        _length = Math.Max(1, file.Length);
        _stream = new HashingStream(file);
    }

    /// <summary>Share of the file read, 0 to 1.</summary>
    public double ShareRead => (double)_stream.Count / _length;

    /// <summary>Lines that are no payment.</summary>
    public long Refused { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<HistoryProblem> Problems => _problems;

    /// <summary>SHA-256 of the bytes read, in hex.</summary>
    public string Sha256() => _stream.Sha256();

    /// <summary>Fills free batches from the file to its end.</summary>
    /// <param name="free">Where empty batches come from.</param>
    /// <param name="filled">Where full ones go.</param>
    /// <param name="cancel">Ends the decoding.</param>
    public void Decode(BlockingCollection<ReplayBatch> free, BlockingCollection<ReplayBatch> filled, CancellationToken cancel)
    {
        var batch = free.Take(cancel);
        foreach (var row in HistoryReader.Read(new NdjsonLines(_stream), Note))
        {
            if (batch.IsFull)
            {
                filled.Add(batch, cancel);
                batch = free.Take(cancel);
            }
            // The line stands in for the offset, so that a report leads back to it.
            batch.Add(new PaymentRecord(row.Payment, _name, HistoryReplay.Partition, row.Line), row.Label);
        }
        if (batch.Count > 0)
            filled.Add(batch, cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Note(HistoryProblem problem)
    {
        Refused++;
        if (_problems.Count < HistoryReplay.ProblemsMax)
            _problems.Add(problem);
    }
}
