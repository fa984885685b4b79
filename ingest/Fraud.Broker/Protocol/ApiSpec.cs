namespace Fraud.Broker.Protocol;

/// <summary>One request kind with the versions this broker speaks and the first version that uses compact encodings (KIP-482).</summary>
/// <param name="Key">The request kind.</param>
/// <param name="Min">Oldest version spoken.</param>
/// <param name="Max">Newest version spoken.</param>
/// <param name="FlexibleFrom">First flexible version; <see cref="short.MaxValue"/> when there is none.</param>
internal sealed record ApiSpec(ApiKey Key, short Min, short Max, short FlexibleFrom)
{
    public bool Speaks(short version) => version >= Min && version <= Max;

    public bool IsFlexible(short version) => version >= FlexibleFrom;
}
