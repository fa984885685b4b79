using Xunit;

namespace Fraud.UnitTests.Features.Families;

public class CardFeatureTests
{
    [Fact]
    public void Cards_of_one_account_are_told_apart() => Scenario.Check("""
        time      card  amount  ->  card.count_10m  account.count_10m  card.amount_sum_1h
        10:00:00  C1    1000    ->  0               0                  0
        10:00:10  C2    2000    ->  0               1                  0
        10:00:20  C1    4000    ->  1               2                  1000
        10:00:30  C1    8000    ->  2               3                  5000
        10:00:40  -     1000    ->  -               4                  -
        """);

    [Fact]
    public void Card_testing_shows_as_many_small_amounts() => Scenario.Check("""
        time      card  amount  ->  card.small_count_10m  card.count_10m
        10:00:00  C1    100     ->  0                     0
        10:01:00  C1    200     ->  1                     1     # 200 is still small
        10:02:00  C1    201     ->  2                     2
        10:03:00  C1    90000   ->  2                     3
        10:10:30  C1    150     ->  1                     3
        """);

    [Fact]
    public void A_card_used_at_many_places() => Scenario.Check("""
        time      card  merchant  terminal  ->  card.distinct_merchants_1h  card.distinct_terminals_1h  card.seconds_since_last
        10:00:00  C1    M1        T1        ->  0                           0                           -
        10:05:00  C1    M1        T2        ->  1                           1                           300
        10:10:00  C1    M2        T3        ->  1                           2                           300
        10:15:00  C1    M1        T1        ->  2                           3                           300
        """);
}
