using System.Globalization;
using Fraud.Contracts;
using Fraud.Features;

namespace Fraud.UnitTests.Features;

/// <summary>Feeds payments to states in one partition and reads features by name.</summary>
internal sealed class PaymentStream
{
    private readonly double[] vector = new double[FeatureCatalogue.Default.Count];
    private long offset;

    public PaymentStream(FeatureOptions? options = null)
    {
        States = new FeatureStates(FeatureCatalogue.Default, options ?? new FeatureOptions { StoreBacked = false });
        States.AddPartition(0);
    }

    public FeatureStates States { get; }

    public static Payment Payment(string time, string account = "A1", string? card = "C1", long amount = 1000, string? merchant = "M1") => new()
    {
        PaymentId = $"{account}/{time}/{amount}",
        AccountId = account,
        CardId = card,
        MerchantId = merchant,
        AmountMinor = amount,
        Currency = "EUR",
        EventTimeMs = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds(),
    };

    public double Read(string feature, Payment payment)
    {
        States.Read(0, payment, null, vector);
        return vector[FeatureCatalogue.Default.IndexOf(feature)];
    }

    public void Apply(Payment payment) => States.Apply(0, offset++, payment);
}
