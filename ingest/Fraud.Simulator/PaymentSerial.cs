using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Fraud.Simulator;

/// <summary>
/// The place of a payment in the simulation, which is also its id: <c>pay-00045-001234</c>. Ids grow with event time, so that a run can
/// go on after the last one without keeping them. Too few digits in a row to be taken for a card number.
/// </summary>
/// <param name="Day">Day of the simulation, 0-based.</param>
/// <param name="Number">Number within the day, 0-based.</param>
public readonly record struct PaymentSerial(int Day, int Number) : IComparable<PaymentSerial>
{
    private const string Prefix = "pay-";

    /// <summary>True when the left one comes first.</summary>
    public static bool operator <(PaymentSerial left, PaymentSerial right) => left.CompareTo(right) < 0;

    /// <summary>True when the left one comes later.</summary>
    public static bool operator >(PaymentSerial left, PaymentSerial right) => left.CompareTo(right) > 0;

    /// <summary>True unless the left one comes later.</summary>
    public static bool operator <=(PaymentSerial left, PaymentSerial right) => left.CompareTo(right) <= 0;

    /// <summary>True unless the left one comes first.</summary>
    public static bool operator >=(PaymentSerial left, PaymentSerial right) => left.CompareTo(right) >= 0;

    /// <summary>Reads an id; false when it is not one of the simulator's.</summary>
    public static bool TryParse([NotNullWhen(true)] string? id, out PaymentSerial serial)
    {
        serial = default;
        if (id is null || !id.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var dash = id.IndexOf('-', Prefix.Length);
        if (dash < 0
            || !int.TryParse(id.AsSpan(Prefix.Length, dash - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            || !int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        serial = new PaymentSerial(day, number);
        return true;
    }

    /// <summary>Order in time.</summary>
    public int CompareTo(PaymentSerial other) => Day != other.Day ? Day.CompareTo(other.Day) : Number.CompareTo(other.Number);

    /// <summary>The payment id.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Day:D5}-{Number:D6}");
}
