using Fraud.Contracts;
using Fraud.Features.Coding;

namespace Fraud.Features.States;

/// <summary>
/// What one partition knows of one entity. An update depends on the record and on this state alone, and is skipped when the tag covers the
/// record's offset: so records may be applied again after a crash.
/// </summary>
internal abstract class EntityState(StateKey key) : TableEntry(key.Id)
{
    private readonly int partition = key.Partition;
    private readonly EntityKind kind = key.Kind;

    public StateKey Key => new(partition, kind, Id);

    /// <summary>Last input offset included; −1 for none.</summary>
    public long Tag { get; private set; } = -1;

    /// <summary>Newest event time counted, Unix milliseconds; null before the first.</summary>
    public long? NewestMs { get; private set; }

    /// <summary>Oldest event time counted, Unix milliseconds; meaningful once there is a newest.</summary>
    public long FirstMs { get; private set; }

    /// <summary>Changed since the last flush began.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Part of the flush under way and not encoded yet: it must be before it changes.</summary>
    public bool IsPending { get; set; }

    /// <summary>The store holds it, or will when it is written.</summary>
    public bool IsClean => !IsDirty && !IsPending;

    public bool IsLate(long timeMs, FeatureOptions options) => NewestMs is { } newest && timeMs < newest - (long)options.Grace.TotalMilliseconds;

    /// <summary>Applies one record unless the tag covers it; true when the state changed.</summary>
    public bool Apply(long offset, Payment payment, in PaymentHashes hashes, FeatureOptions options)
    {
        if (offset <= Tag) return false;
        Tag = offset;
        var counted = !IsLate(payment.EventTimeMs, options);
        if (counted) Count(payment, in hashes, options);
        AfterRecord(offset, in hashes, options);
        return true;
    }

    public void Encode(ByteWriter writer)
    {
        writer.Clear();
        writer.Byte(StateFormat.Newest);
        writer.Varint(Tag + 1);
        if (NewestMs is not { } newest) return;
        writer.ZigZag(newest);
        writer.Varint(newest - FirstMs);
        Write(writer, newest);
    }

    public void Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var version = reader.ReadFormat();
        if (version is < StateFormat.Oldest or > StateFormat.Newest)
        {
            throw new StateFormatException(
                $"State {Key} is stored in version {version}; this program reads versions {StateFormat.Oldest} to {StateFormat.Newest}. Run the newer program, or restore a savepoint of this one.");
        }

        Tag = reader.Long() - 1;
        if (reader.AtEnd) return;
        var newest = reader.ZigZag();
        NewestMs = newest;
        FirstMs = newest - reader.Long();
        Read(ref reader, newest);
        if (!reader.AtEnd) throw new StateFormatException($"State {Key} has bytes left over: it is damaged. Restore a savepoint.");
    }

    /// <summary>Asks for the memory that reading and applying a payment will need.</summary>
    public abstract void Fetch();

    /// <summary>Gives its memory back; it must not be used again.</summary>
    public abstract void Release();

    protected void Count(Payment payment, in PaymentHashes hashes, FeatureOptions options)
    {
        Widen(payment.EventTimeMs, payment.EventTimeMs);
        Count(payment, in hashes, options, NewestMs!.Value);
    }

    /// <summary>Extends the known time range.</summary>
    protected void Widen(long firstMs, long newestMs)
    {
        FirstMs = NewestMs is null ? firstMs : Math.Min(FirstMs, firstMs);
        NewestMs = Math.Max(NewestMs ?? newestMs, newestMs);
    }

    /// <summary>Counts a payment that is not late. The newest event time includes it already.</summary>
    protected abstract void Count(Payment payment, in PaymentHashes hashes, FeatureOptions options, long newestMs);

    /// <summary>Called for every record, late or not.</summary>
    protected virtual void AfterRecord(long offset, in PaymentHashes hashes, FeatureOptions options)
    {
    }

    protected abstract void Write(ByteWriter writer, long newestMs);

    protected abstract void Read(ref ByteReader reader, long newestMs);
}
