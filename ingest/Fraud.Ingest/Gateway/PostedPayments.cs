using System.Text.Json;
using Fraud.Contracts;
using Fraud.Ingest.Decoding;

namespace Fraud.Ingest.Gateway;

/// <summary>The payments of one request body: one object, or an array of them.</summary>
internal sealed class PostedPayments
{
    private readonly List<Item> _items = [];

    /// <summary>The body was an array, so the answer is one.</summary>
    public bool IsArray { get; private init; }

    public IReadOnlyList<Item> Items => _items;

    /// <summary>Reads a body.</summary>
    /// <param name="body">Its bytes.</param>
    /// <param name="batchMax">Most payments in an array.</param>
    /// <param name="problem">What is wrong with the body as a whole; null when its items can be looked at one by one.</param>
    public static PostedPayments Read(ReadOnlySpan<byte> body, int batchMax, out Problem? problem)
    {
        problem = null;
        var start = body.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || body[start] != '[')
        {
            var single = new PostedPayments { IsArray = false };
            single.Add(body);
            return single;
        }

        var posted = new PostedPayments { IsArray = true };
        try
        {
            problem = posted.AddArray(body, batchMax);
        }
        catch (JsonException e)
        {
            problem = Problem.Invalid(RecordJson.Malformed(e));
        }

        return posted;
    }

    private Problem? AddArray(ReadOnlySpan<byte> body, int batchMax)
    {
        var json = new Utf8JsonReader(body);
        json.Read();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (_items.Count == batchMax) return Problem.TooLarge($"Send at most {batchMax} payments in one request.");
            var start = (int)json.TokenStartIndex;
            json.Skip();
            Add(body[start..(int)json.BytesConsumed]);
        }

        // Throws unless nothing but white space follows.
        json.Read();
        return _items.Count == 0 ? Problem.BadRequest("The array is empty.") : null;
    }

    private void Add(ReadOnlySpan<byte> json) => _items.Add(PaymentDecoder.TryDecode(json, out var payment, out var rejection)
        ? new Item(payment, json.ToArray(), null)
        : new Item(null, [], rejection));

    /// <summary>One payment with its bytes, or why it is none.</summary>
    internal readonly record struct Item(Payment? Payment, byte[] Json, Rejection? Rejection);
}
