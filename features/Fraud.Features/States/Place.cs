using Fraud.Contracts;
using Fraud.Features.Coding;

namespace Fraud.Features.States;

/// <summary>Where and when the newest located payment was, to one ten-thousandth of a degree (11 m).</summary>
internal readonly record struct Place(long TimeMs, int LatitudeE4, int LongitudeE4)
{
    public const double PerDegree = 1e4;

    /// <summary>The place of a payment; null when it carries none.</summary>
    public static Place? Of(Payment payment) =>
        payment is { Latitude: { } latitude, Longitude: { } longitude }
            ? new Place(payment.EventTimeMs, (int)Math.Round(latitude * PerDegree), (int)Math.Round(longitude * PerDegree))
            : null;

    public static void Write(ByteWriter writer, Place? place, long newestMs)
    {
        writer.Varint(place is { } known ? (ulong)(newestMs - known.TimeMs) + 1 : 0);
        if (place is not { } at) return;
        writer.ZigZag(at.LatitudeE4);
        writer.ZigZag(at.LongitudeE4);
    }

    public static Place? Read(ref ByteReader reader, long newestMs)
    {
        var ago = reader.Varint();
        return ago == 0 ? null : new Place(newestMs - (long)(ago - 1), (int)reader.ZigZag(), (int)reader.ZigZag());
    }
}
