using Fraud.Host.Demo;
using Fraud.Simulator;
using Xunit;

namespace Fraud.UnitTests.Demo;

public sealed class DetectionQualityTests
{
    [Fact]
    public void Precision_is_of_the_flagged_and_recall_of_the_fraudulent()
    {
        var quality = new DetectionQuality();
        Count(quality, FraudKind.None, flagged: true, 1);
        Count(quality, FraudKind.None, flagged: false, 90);
        Count(quality, FraudKind.StolenCard, flagged: true, 3);
        Count(quality, FraudKind.CardTesting, flagged: false, 2);

        Assert.Equal(0.75, quality.Precision);
        Assert.Equal(0.6, quality.Recall);
        Assert.Equal((3, 3), quality.Of(FraudKind.StolenCard));
        Assert.Equal((2, 0), quality.Of(FraudKind.CardTesting));
    }

    [Fact]
    public void Without_payments_there_is_neither()
    {
        Assert.Null(new DetectionQuality().Precision);
        Assert.Null(new DetectionQuality().Recall);
    }

    private static void Count(DetectionQuality quality, FraudKind kind, bool flagged, int times)
    {
        for (var i = 0; i < times; i++) quality.Count(kind, flagged);
    }
}
