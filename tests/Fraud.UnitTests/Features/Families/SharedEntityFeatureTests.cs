using Xunit;

namespace Fraud.UnitTests.Features.Families;

public class SharedEntityFeatureTests
{
    [Fact]
    public void A_merchant_sees_all_accounts() => Scenario.Check("""
        account  card  time      merchant  amount  ->  merchant.count_1h  merchant.distinct_cards_1h  merchant.distinct_accounts_24h  merchant.amount_mean_7d  merchant.small_count_1h  merchant.amount_to_mean_7d
        A1       C1    10:00:00  M1        1000    ->  0                  0                           0                               -                        0                        -
        A2       C2    10:01:00  M1        3000    ->  1                  1                           1                               1000                     0                        -
        A2       C3    10:02:00  M1        50      ->  2                  2                           2                               2000                     0                        -
        A2       C3    10:03:00  M1        2700    ->  3                  3                           2                               1350                     1                        2
        A1       C1    10:04:00  M2        1000    ->  0                  0                           0                               -                        0                        -
        A1       -     10:05:00  -         1000    ->  -                  -                           -                               -                        -                        -
        """);

    [Fact]
    public void A_tampered_terminal_sees_many_cards() => Scenario.Check("""
        account  card  time      terminal  ->  terminal.count_1h  terminal.distinct_cards_1h  terminal.distinct_cards_24h
        A1       C1    10:00:00  T1        ->  0                  0                           0
        A2       C2    10:00:01  T1        ->  1                  1                           1
        A3       C3    10:00:02  T1        ->  2                  2                           2
        A1       C1    11:30:00  T1        ->  0                  0                           3
        A1       C1    11:30:01  T2        ->  0                  0                           0
        """);

    [Fact]
    public void A_device_and_an_address_shared_by_accounts() => Scenario.Check("""
        account  card  time      device  ip        ->  device.distinct_accounts_24h  device.distinct_cards_24h  device.count_24h  ip.distinct_accounts_1h  ip.distinct_cards_24h  ip.count_1h
        A1       C1    10:00:00  D1      10.0.0.1  ->  0                             0                          0                 0                        0                      0
        A2       C2    10:10:00  D1      10.0.0.1  ->  1                             1                          1                 1                        1                      1
        A2       C3    10:20:00  D1      10.0.0.2  ->  2                             2                          2                 0                        0                      0
        A3       C4    10:30:00  D1      10.0.0.1  ->  2                             3                          3                 2                        2                      2
        """);
}
