using Fraud.Contracts;
using Fraud.Features.Coding;

namespace Fraud.Features.States;

/// <summary>Where and when the newest located payment was, to one ten-thousandth of a degree (11 m).</summary>
internal readonly record struct Place(long TimeMs, int LatitudeE4, int LongitudeE4)
{
    public const double PerDegree = 1e4;
    private const int TimeOrder = 25;
    private const int DegreesOrder = 18;

    /// <summary>The place of a payment; null when it carries none.</summary>
    public static Place? Of(Payment payment) =>
        payment is { Latitude: { } latitude, Longitude: { } longitude }
            ? new Place(payment.EventTimeMs, (int)Math.Round(latitude * PerDegree), (int)Math.Round(longitude * PerDegree))
            : null;

    public static void Write(BitWriter writer, Place? place, long newestMs)
    {
        writer.Flag(place is not null);
        if (place is not { } at) return;
        writer.Flag(at.TimeMs == newestMs);
        if (at.TimeMs != newestMs) writer.Number(newestMs - at.TimeMs, TimeOrder);
        writer.Signed(at.LatitudeE4, DegreesOrder);
        writer.Signed(at.LongitudeE4, DegreesOrder);
    }

    public static Place? Read(ref BitReader reader, long newestMs)
    {
        if (!reader.Flag()) return null;
        var timeMs = reader.Flag() ? newestMs : newestMs - reader.Number(TimeOrder);
        return new Place(timeMs, (int)reader.Signed(DegreesOrder), (int)reader.Signed(DegreesOrder));
    }

    /// <summary>Reads formats 1 and 2.</summary>
    public static Place? ReadBytes(ref ByteReader reader, long newestMs)
    {
        var ago = reader.Varint();
        return ago == 0 ? null : new Place(newestMs - (long)(ago - 1), (int)reader.ZigZag(), (int)reader.ZigZag());
    }
}
