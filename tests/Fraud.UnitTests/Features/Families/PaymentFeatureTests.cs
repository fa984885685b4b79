using Xunit;

namespace Fraud.UnitTests.Features.Families;

public class PaymentFeatureTests
{
    [Fact]
    public void Night_and_weekend_go_by_the_sun_where_the_payment_is() => Scenario.Check("""
        day  time      lat   lon     channel    amount  ->  payment.hour  payment.night  payment.weekend  payment.remote  payment.amount_minor
        1    23:30:00  -     -       pos        700     ->  23            0              0                0               700
        2    23:30:00  52.5  13.4    ecommerce  800     ->  0             1              1                1               800     # Friday in UTC, Saturday morning in Berlin
        3    05:59:59  -     -       moto       900     ->  5             1              1                1               900
        4    23:00:00  40.7  -74.0   atm        100     ->  18            0              1                0               100     # Sunday evening in New York
        5    06:00:00  -     -       -          100     ->  6             0              0                -               100
        """);
}
