using System.Buffers;
using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>One writer for each thread, used again for every record: making one costs more than writing a small record.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>The thread's writer on an output. Flush it; it is lent to the next caller after that.</summary>
    public static Utf8JsonWriter On(IBufferWriter<byte> output)
    {
        if (_writer is not { } writer)
            return _writer = new Utf8JsonWriter(output, Options);
        writer.Reset(output);
        return writer;
    }
}
