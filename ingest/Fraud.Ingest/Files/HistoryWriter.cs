using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Contracts.Json;

namespace Fraud.Ingest.Files;

/// <summary>Writes payments with their labels as NDJSON that <see cref="HistoryReader"/> reads. Not safe for concurrent use.</summary>
public sealed class HistoryWriter : IDisposable
{
    private const int FlushBytes = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes + 4096);
    private readonly Utf8JsonWriter _json;
    private readonly Stream _stream;

    /// <summary>Writes to a stream, which is disposed with this.</summary>
    public HistoryWriter(Stream stream)
    {
        _stream = stream;
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
    }

    /// <summary>Creates or replaces a file; a name ending in <c>.gz</c> is compressed.</summary>
    public static HistoryWriter Create(string path)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        return new HistoryWriter(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Fastest) : file);
    }

    /// <summary>Appends one line.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="label">What is known of it.</param>
    public void Write(Payment payment, Label? label = null)
    {
        _json.WriteStartObject();
        PaymentJson.WriteFields(payment, _json);
        if (label is not null)
        {
            _json.WriteStartObject("label"u8);
            LabelJson.WriteFields(label, _json);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushBytes) Drain();
    }

    public void Dispose()
    {
        Drain();
        _json.Dispose();
        _stream.Dispose();
    }

    private void Drain()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
