namespace Fraud.Simulator.Holders;

/// <summary>Devices and internet addresses of holders over time, a pure function of holder and day.</summary>
internal sealed class Equipment(long seed)
{
    private const int CarrierAddresses = 40;

    /// <summary>The phone (0) or computer (1) a holder uses on a day; each is replaced every two to four years.</summary>
    public string Device(Holder holder, int which, int day)
    {
        var random = SeededRandom.Of(seed, Stream.Device, holder.Index, which);
        var life = random.Between(700, 1500);
        var generation = (day + random.Between(0, life)) / life;
        return DeviceName(SeededRandom.Of(seed, Stream.Device, holder.Index, (which + 1) * 1000 + generation).NextBits());
    }

    /// <summary>The home address, renewed by the provider every few weeks, or one of the carrier's shared ones on the move.</summary>
    public string Address(ref SeededRandom random, Holder holder, int day)
    {
        if (random.Chance(0.25))
        {
            var shared = -1 - random.Between(0, CarrierAddresses);
            return AddressName(SeededRandom.Of(seed, Stream.Address, shared).NextBits());
        }

        var lease = 10 + (holder.Index % 50);
        return AddressName(SeededRandom.Of(seed, Stream.Address, holder.Index, (day + holder.Index) / lease).NextBits());
    }

    public static string DeviceName(ulong bits) => $"dev-{bits & 0xFFFF_FFFF_FFFF:x12}".Insert(10, "-");

    /// <summary>An address of the private block 10.0.0.0/8: believable as a key, and nobody's.</summary>
    public static string AddressName(ulong bits) => $"10.{(bits >> 8) & 255}.{(bits >> 16) & 255}.{(bits >> 24) & 255}";
}
