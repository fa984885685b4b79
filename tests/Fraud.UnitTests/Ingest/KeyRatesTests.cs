using Fraud.Ingest.Gateway;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fraud.UnitTests.Ingest;

public sealed class KeyRatesTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_key_may_send_a_seconds_worth_at_once_and_then_its_rate()
    {
        var rates = new KeyRates(100, _time);

        Assert.Null(rates.TryTake("a", 100));
        Assert.Equal(1, rates.TryTake("a", 1));
        Assert.Null(rates.TryTake("b", 100));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Null(rates.TryTake("a", 50));
        Assert.Equal(1, rates.TryTake("a", 50));
    }

    [Fact]
    public void A_batch_larger_than_a_seconds_worth_waits_for_a_full_bucket_and_is_paid_for_afterwards()
    {
        var rates = new KeyRates(100, _time);

        Assert.Null(rates.TryTake("a", 250));
        Assert.Equal(2, rates.TryTake("a", 1));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(rates.TryTake("a", 50));
    }

    [Fact]
    public void A_rate_of_zero_is_none() => Assert.Null(new KeyRates(0, _time).TryTake("a", int.MaxValue));
}
