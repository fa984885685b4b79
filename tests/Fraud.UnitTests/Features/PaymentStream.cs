using System.Globalization;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Labels;
using Fraud.Features.Profiles;

namespace Fraud.UnitTests.Features;

/// <summary>Feeds payments of one partition to states that start empty, and reads features by name.</summary>
internal sealed class PaymentStream
{
    private readonly double[] vector = new double[FeatureCatalogue.Default.Count];
    private long offset;

    public PaymentStream(FeatureOptions? options = null)
    {
        States = new FeatureStates(FeatureCatalogue.Default, options ?? new FeatureOptions { StoreBacked = false }, Frauds);
        States.AddPartition(0);
    }

    public FeatureStates States { get; }

    public KnownFrauds Frauds { get; } = new();

    public Profile? Profile { get; set; }

    /// <summary>Whether the last payment read was late.</summary>
    public bool WasLate { get; private set; }

    public static long Ms(string time) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();

    public static Payment Payment(string time, string account = "A1", string? card = "C1", long amount = 1000, string? merchant = "M1") => new()
    {
        PaymentId = $"{account}/{card}/{time}/{amount}/{merchant}",
        AccountId = account,
        CardId = card,
        MerchantId = merchant,
        AmountMinor = amount,
        Currency = "EUR",
        EventTimeMs = Ms(time),
    };

    /// <summary>The features of a payment as they stand before it.</summary>
    public double[] Read(Payment payment)
    {
        WasLate = States.Read(0, payment, Profile, vector);
        return vector;
    }

    public double Read(string feature, Payment payment)
    {
        var index = FeatureCatalogue.Default.IndexOf(feature);
        return index >= 0 ? Read(payment)[index] : throw new ArgumentException($"There is no feature {feature}.", nameof(feature));
    }

    /// <summary>Reads, then applies.</summary>
    public double Take(string feature, Payment payment)
    {
        var value = Read(feature, payment);
        Apply(payment);
        return value;
    }

    public void Apply(Payment payment) => States.Apply(0, offset++, payment);
}
