using Fraud.Contracts;
using Fraud.Features.Coding;

namespace Fraud.Features.States;

/// <summary>
/// What one partition knows of one entity. An update depends on the record and on this state alone, and is skipped when the tag covers the
/// record's offset: so records may be applied again after a crash.
/// </summary>
internal abstract class EntityState(StateKey key) : TableEntry(key.Id)
{
    private const int TagOrder = 24;
    private const int NewestOrder = 40;
    private const int FirstOrder = 32;

    private readonly int partition = key.Partition;
    private readonly EntityKind kind = key.Kind;
    private EventSpan span;

    public StateKey Key => new(partition, kind, Id);

    /// <summary>Last input offset included; −1 for none.</summary>
    public long Tag { get; private set; } = -1;

    public ref readonly EventSpan Span => ref span;

    /// <summary>Newest event time counted, Unix milliseconds; null before the first.</summary>
    public long? NewestMs => span.NewestMs;

    /// <summary>Oldest event time counted, Unix milliseconds; meaningful once there is a newest.</summary>
    public long FirstMs => span.FirstMs;

    /// <summary>Changed since the last flush began.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Part of the flush under way and not encoded yet: it must be before it changes.</summary>
    public bool IsPending { get; set; }

    /// <summary>The store holds it, or will when it is written.</summary>
    public bool IsClean => !IsDirty && !IsPending;

    public bool IsLate(long timeMs, FeatureOptions options) => span.IsLate(timeMs, options);

    /// <summary>Applies one record unless the tag covers it; true when the state changed.</summary>
    public bool Apply(long offset, Payment payment, in PaymentHashes hashes, FeatureOptions options)
    {
        if (offset <= Tag) return false;
        Tag = offset;
        var counted = !IsLate(payment.EventTimeMs, options);
        if (counted) Count(payment, in hashes, options);
        AfterRecord(offset, payment, in hashes, options);
        return true;
    }

    public void Encode(StateWriter writer)
    {
        var bits = writer.Bits;
        bits.Clear();
        bits.Bits(StateFormat.Newest, 8);
        bits.Number(Tag + 1, TagOrder);
        bits.Flag(NewestMs is not null);
        if (NewestMs is not { } newest) return;
        bits.Signed(newest, NewestOrder);
        bits.Number(newest - FirstMs, FirstOrder);
        Write(writer, newest);
    }

    public void Decode(ReadOnlySpan<byte> bytes)
    {
        var version = bytes[0];
        StateFormat.Check(Key, version);
        if (version < StateFormat.Newest) DecodeBytes(bytes);
        else DecodeBits(bytes);
    }

    /// <summary>Asks for the memory that reading and applying a payment will need.</summary>
    public abstract void Fetch();

    /// <summary>Gives its memory back; it must not be used again.</summary>
    public abstract void Release();

    protected void Count(Payment payment, in PaymentHashes hashes, FeatureOptions options)
    {
        BeforeCount(in hashes);
        span.Widen(payment.EventTimeMs, payment.EventTimeMs);
        Count(payment, in hashes, options, NewestMs!.Value);
    }

    /// <summary>Extends the known time range.</summary>
    protected void Widen(long firstMs, long newestMs) => span.Widen(firstMs, newestMs);

    /// <summary>Called before a payment that is not late changes anything.</summary>
    protected virtual void BeforeCount(in PaymentHashes hashes)
    {
    }

    /// <summary>Counts a payment that is not late. The newest event time includes it already.</summary>
    protected abstract void Count(Payment payment, in PaymentHashes hashes, FeatureOptions options, long newestMs);

    /// <summary>Called for every record, late or not.</summary>
    protected virtual void AfterRecord(long offset, Payment payment, in PaymentHashes hashes, FeatureOptions options)
    {
    }

    protected abstract void Write(StateWriter writer, long newestMs);

    protected abstract void Read(ref BitReader reader, long newestMs);

    /// <summary>Reads formats 1 and 2.</summary>
    protected abstract void ReadBytes(ref ByteReader reader, long newestMs);

    private void DecodeBits(ReadOnlySpan<byte> bytes)
    {
        var reader = new BitReader(bytes[1..]);
        Tag = reader.Number(TagOrder) - 1;
        if (reader.Flag())
        {
            var newest = reader.Signed(NewestOrder);
            span.Widen(newest - reader.Number(FirstOrder), newest);
            Read(ref reader, newest);
        }

        if (!reader.AtEnd) throw LeftOver();
    }

    private void DecodeBytes(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        reader.ReadFormat();
        Tag = reader.Long() - 1;
        if (reader.AtEnd) return;
        var newest = reader.ZigZag();
        span.Widen(newest - reader.Long(), newest);
        ReadBytes(ref reader, newest);
        if (!reader.AtEnd) throw LeftOver();
    }

    private StateFormatException LeftOver() => new($"State {Key} has bytes left over: it is damaged. Restore a savepoint.");
}
