using Fraud.Contracts;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Demo;

public sealed class LogAuditTests(BrokerFixture broker) : IClassFixture<BrokerFixture>
{
    [Fact]
    public async Task Whatever_does_not_add_up_is_counted_and_what_does_is_not()
    {
        using var log = await WrittenLog.CreateAsync(broker.BootstrapServers);
        log.Acknowledge("p1");
        await log.PayAsync("p1", "p2", "p2");
        var refused = await log.PayMalformedAsync();
        await log.BuryAsync(refused);
        await log.DecideAsync(Outcome.Approve, "p1");
        await log.DecideAsync(Outcome.Review, "p2");
        await log.AlertAsync("p2");

        var right = log.Audit();
        Assert.Equal((1, 2, 0, 0), (right.Posted, right.Decisions, right.Missing, right.Duplicates));
        Assert.Equal((1, 0, 1, 0), (right.Alerts, right.AlertMismatches, right.DeadLetters, right.DeadLetterMismatches));

        await log.PayAsync("p3");
        Assert.Equal(1, log.Audit().Missing);
        log.DecideInVain("p3");
        Assert.Equal(1, log.Audit().Missing);
        log.Acknowledge("p4");
        Assert.Equal(2, log.Audit().Missing);

        await log.DecideAsync(Outcome.Approve, "p1");
        Assert.Equal(1, log.Audit().Duplicates);

        await log.DecideAsync(Outcome.Decline, "p3");
        Assert.Equal(1, log.Audit().AlertMismatches);
        await log.AlertAsync("p1", "p2");
        Assert.Equal(3, log.Audit().AlertMismatches);

        await log.BuryAsync(refused);
        Assert.Equal(1, log.Audit().DeadLetterMismatches);
        await log.PayMalformedAsync();
        Assert.Equal(2, log.Audit().DeadLetterMismatches);
    }
}
