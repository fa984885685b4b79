using Fraud.Contracts;
using Fraud.Host.Demo.Audit;
using Fraud.Simulator;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Demo;

public sealed class LiveQualityTests(BrokerFixture broker) : IClassFixture<BrokerFixture>
{
    [Fact]
    public async Task Only_live_payments_are_held_against_the_truth()
    {
        var world = new World(new WorldOptions { Accounts = 300, Seed = 3 });
        var payments = world.Events().OfType<SimulatedPayment>().TakeWhile(payment => payment.Serial.Day < 4).ToList();
        var history = payments.Where(payment => payment.Serial.Day < 2).Take(20).ToList();
        var frauds = payments.Where(payment => payment.Serial.Day >= 2 && payment.Fraud).Take(8).ToList();
        var genuine = payments.Where(payment => payment.Serial.Day >= 2 && !payment.Fraud).Take(12).ToList();
        using var log = await WrittenLog.CreateAsync(broker.BootstrapServers);
        await log.DecideAsync(Outcome.Decline, [.. Ids(history), .. Ids(frauds.Take(6)), .. Ids(genuine.Take(2)), "somebody-elses"]);
        await log.DecideAsync(Outcome.Approve, [.. Ids(frauds.Skip(6)), .. Ids(genuine.Skip(2))]);

        var audit = log.Audit(FraudTruth.Make(world, 2, new PaymentSerial(4, 0), CancellationToken.None));

        Assert.Equal((20, 20), (audit.LiveDecisions, audit.LiveDistinct));
        Assert.Equal(0.75, audit.Quality.Precision);
        Assert.Equal(0.75, audit.Quality.Recall);
    }

    private static IEnumerable<string> Ids(IEnumerable<SimulatedPayment> payments) => payments.Select(payment => payment.Payment.PaymentId);
}
