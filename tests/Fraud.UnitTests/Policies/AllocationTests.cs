using Fraud.Features;
using Fraud.Scoring.Policies;
using Xunit;

namespace Fraud.UnitTests.Policies;

public class AllocationTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(1000.0)]
    public void Evaluating_the_default_policy_allocates_nothing(double feature)
    {
        var policy = Samples.Compiled(Samples.DefaultText);
        var payment = Samples.Payment(50_000) with
        {
            CardId = "C1",
            Mcc = "6051",
            Channel = "atm",
            EntryMode = "magstripe",
            Country = "DE",
            Ip = "192.0.2.1",
            DeviceId = "D1",
        };
        var vector = new double[FeatureCatalogue.Default.Count];
        Array.Fill(vector, feature);
        var input = new RuleInput();
        var outcomes = new RuleOutcomes();
        Evaluate(1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Evaluate(1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Evaluate(int times)
        {
            for (var i = 0; i < times; i++)
            {
                input.Load(payment, vector, 0, 0.5);
                policy.Evaluate(input, outcomes);
            }
        }
    }

    [Theory]
    [InlineData("payment.mcc.startsWith('60') && payment.ip.contains('.2.') && payment.merchant_id.endsWith('1')")]
    [InlineData("payment.merchant_id.matches('^M[0-9]+$')")]
    [InlineData("payment.event_time.getHours('Europe/Paris') < 6 || payment.event_time.getDayOfWeek() in [0, 6]")]
    [InlineData("payment.event_time - timestamp('2020-01-01T00:00:00Z') > duration('24h')")]
    [InlineData("['a', 'b', 'M1'].exists(m, m == payment.merchant_id)")]
    [InlineData("payment.country in ['DE', 'FR', 'GB', 'IT', 'ES', 'NL', 'BE', 'AT', 'PL', 'SE']")]
    [InlineData("int(payment.amount) % 50 == 0 && -payment.amount < 0.0")]
    public void Usual_conditions_allocate_nothing(string condition)
    {
        var policy = Samples.OfRules($"RULE | 100 | {condition}");
        var input = Samples.Input(Samples.Payment() with { Mcc = "6051", Ip = "192.0.2.1", Country = "DE" });
        var outcomes = new RuleOutcomes();
        for (var i = 0; i < 100; i++)
            policy.Evaluate(input, outcomes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            policy.Evaluate(input, outcomes);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
