namespace Fraud.Simulator;

/// <summary>
/// SplitMix64 with the distributions the simulation draws from. Eight bytes of state, so that every account, day and campaign has a
/// stream of its own, derived from its names and not from the order of calls.
/// </summary>
internal struct SeededRandom(ulong state)
{
    private ulong _state = state;

    /// <summary>A stream named by up to four numbers: the same names give the same stream.</summary>
    public static SeededRandom Of(long seed, Stream stream, long first = 0, long second = 0)
    {
        var state = Mix((ulong)seed + 0x9E3779B97F4A7C15UL);
        state = Mix(state ^ ((ulong)stream * 0xD1B54A32D192ED03UL));
        state = Mix(state ^ ((ulong)first * 0xAEF17502108EF2D9UL));
        return new SeededRandom(Mix(state ^ ((ulong)second * 0xDB4F0B9175AE2165UL)));
    }

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return Mix(_state);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + (Unit() * (high - low));

    /// <summary>Uniform in [low, high).</summary>
    public int Between(int low, int high) => low + (int)(Unit() * (high - low));

    /// <summary>Uniform in [low, high) milliseconds.</summary>
    public long Span(TimeSpan low, TimeSpan high) => (long)Between(low.TotalMilliseconds, high.TotalMilliseconds);

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(T[] items) => items[Between(0, items.Length)];

    /// <summary>Picks an index by cumulative weights, the last of which is the total.</summary>
    public int PickCumulative(double[] cumulative)
    {
        var at = Array.BinarySearch(cumulative, Unit() * cumulative[^1]);
        var index = at < 0 ? ~at : at + 1;
        return Math.Min(index, cumulative.Length - 1);
    }

    /// <summary>Standard normal, by Box and Muller.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    /// <summary>Log-normal with the given median.</summary>
    public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * Normal());

    /// <summary>Poisson by Knuth's product method; the means here are small, larger ones are split.</summary>
    public int Poisson(double mean)
    {
        var count = 0;
        for (; mean > 30; mean -= 30) count += Poisson(30);
        var limit = Math.Exp(-mean);
        for (var product = Unit(); product > limit; product *= Unit()) count++;
        return count;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
