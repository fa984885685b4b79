using System.Buffers;
using System.Text;
using Fraud.Contracts.Json;
using Fraud.Ingest.Decoding;
using Fraud.Simulator;
using Xunit;

namespace Fraud.UnitTests.Simulator;

public sealed class WorldTests
{
    [Fact]
    public void The_same_seed_gives_the_same_events()
    {
        var again = SimulatedWeeks.First(SimulatedWeeks.Options, 3);

        Assert.Equal(SimulatedWeeks.Events.Take(again.Count), again);
        Assert.Equal(new World(SimulatedWeeks.Options).Customers, new World(SimulatedWeeks.Options).Customers);
    }

    [Fact]
    public void Another_seed_gives_other_payments()
    {
        var other = SimulatedWeeks.First(SimulatedWeeks.Options with { Seed = 8 }, 1).OfType<SimulatedPayment>();

        Assert.DoesNotContain(other.Zip(SimulatedWeeks.Payments), pair => pair.First.Payment == pair.Second.Payment);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public void A_run_begun_on_a_later_day_goes_on_with_the_same_events(int day)
    {
        var world = new World(SimulatedWeeks.Options);
        var fromMs = world.DayStartMs(day);
        var whole = SimulatedWeeks.Events.Where(happening => happening.TimeMs >= fromMs).Take(3000);

        // A label known between midnight and the day's first other event comes with that event.
        Assert.Equal(whole, world.Events(day).SkipWhile(happening => happening.TimeMs < fromMs).Take(3000));
    }

    [Fact]
    public void Events_come_in_the_order_of_time()
    {
        foreach (var (earlier, later) in SimulatedWeeks.Events.Zip(SimulatedWeeks.Events.Skip(1)))
        {
            if (later is SimulatedLabel) Assert.True(later.TimeMs <= SimulatedWeeks.Events[^1].TimeMs);
            else Assert.True(earlier.TimeMs <= later.TimeMs, $"{later} came after {earlier}");
        }
    }

    [Fact]
    public void An_account_makes_about_three_payments_a_day() =>
        Assert.InRange(SimulatedWeeks.Payments.Count / (double)(SimulatedWeeks.Accounts * SimulatedWeeks.Days), 2.6, 3.6);

    [Fact]
    public void Payment_ids_are_unique_grow_with_time_and_tell_their_place()
    {
        var last = new PaymentSerial(0, -1);
        foreach (var payment in SimulatedWeeks.Payments)
        {
            Assert.True(PaymentSerial.TryParse(payment.Payment.PaymentId, out var serial));
            Assert.True(serial > last);
            Assert.Equal(serial.ToString(), payment.Payment.PaymentId);
            last = serial;
        }
    }

    [Fact]
    public void Every_payment_is_accepted_as_it_is_and_holds_no_card_number()
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var simulated in SimulatedWeeks.Payments)
        {
            buffer.ResetWrittenCount();
            PaymentJson.Write(simulated.Payment, buffer);
            var accepted = PaymentDecoder.TryDecode(buffer.WrittenSpan, out var read, out var rejection);
            Assert.True(accepted, $"{rejection}: {Encoding.UTF8.GetString(buffer.WrittenSpan)}");
            Assert.Equal(simulated.Payment, read);
            Assert.False(CardNumber.Mask(buffer.WrittenSpan.ToArray()), simulated.Payment.PaymentId);
        }
    }

    [Fact]
    public void A_fraud_becomes_known_once_and_later()
    {
        var payments = SimulatedWeeks.Payments.ToDictionary(payment => payment.Payment.PaymentId);
        var labels = SimulatedWeeks.Events.OfType<SimulatedLabel>().ToList();

        Assert.Equal(labels.Count, labels.DistinctBy(label => label.Label.PaymentId).Count());
        Assert.All(labels, label =>
        {
            var payment = payments[label.Label.PaymentId];
            Assert.True(payment.Fraud);
            Assert.Equal(payment.Kind.Name(), label.Label.Kind);
            Assert.Equal(payment.KnownTimeMs, label.TimeMs);
            Assert.InRange(label.TimeMs - payment.TimeMs, 3_600_000, World.LabelDelayDaysMax * 86_400_000L);
        });
        var knownByEnd = SimulatedWeeks.Payments.Count(payment => payment.Fraud && payment.KnownTimeMs <= SimulatedWeeks.Events[^1].TimeMs);
        Assert.Equal(knownByEnd, labels.Count);
    }

    [Theory]
    [InlineData(49)]
    [InlineData(1_000_001)]
    public void A_world_of_too_few_or_too_many_accounts_is_refused(int accounts) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new World(new WorldOptions { Accounts = accounts }));
}
