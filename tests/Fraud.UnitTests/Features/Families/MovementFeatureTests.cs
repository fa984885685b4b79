using Xunit;

namespace Fraud.UnitTests.Features.Families;

public class MovementFeatureTests
{
    [Fact]
    public void Nobody_is_in_Berlin_and_an_hour_later_in_New_York() => Scenario.Check("""
        time      card  lat      lon       ->  card.distance_km  card.speed_kmh
        10:00:00  C1    52.5200  13.4050   ->  -                 -
        10:30:00  C1    -        -         ->  -                 -          # online: no place, the card has not moved
        11:00:00  C1    40.7128  -74.0060  ->  6385.01           6385.01
        11:00:00  C2    40.7128  -74.0060  ->  -                 -          # the other card of the account stayed at home
        """);

    [Fact]
    public void A_few_seconds_count_as_a_minute() => Scenario.Check("""
        time      card  lat      lon      ->  card.distance_km  card.speed_kmh
        10:00:00  C1    52.5200  13.4050  ->  -                 -
        10:00:05  C1    52.5290  13.4050  ->  1.00              60.05
        """);

    [Fact]
    public void Without_a_card_the_account_is_followed() => Scenario.Check("""
        time      lat      lon      ->  card.distance_km
        10:00:00  0        179.95   ->  -
        11:00:00  0        -179.95  ->  11.12             # across the date line
        """);

    [Fact]
    public void A_payment_out_of_order_does_not_move_the_card_back() => Scenario.Check("""
        time      card  lat      lon      ->  card.distance_km
        10:00:00  C1    10.0000  10.0000  ->  -
        10:30:00  C1    20.0000  10.0000  ->  1111.95
        10:15:00  C1    10.0000  10.0000  ->  1111.95
        10:40:00  C1    20.0000  10.0000  ->  0
        """);
}
