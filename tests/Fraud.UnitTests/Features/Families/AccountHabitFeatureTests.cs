using Xunit;

namespace Fraud.UnitTests.Features.Families;

public class AccountHabitFeatureTests
{
    [Fact]
    public void The_first_payment_has_no_habits_to_break() => Scenario.Check("""
        day  time      merchant  device  country  mcc   ->  account.new_merchant  account.new_device  account.new_country  account.new_mcc
        1    10:00:00  M1        D1      DE       5411  ->  -                     -                   -                    -
        1    11:00:00  M1        D1      DE       5411  ->  0                     0                   0                    0
        2    10:00:00  M2        D2      FR       4829  ->  1                     1                   1                    1
        3    10:00:00  M1        D2      FR       5411  ->  0                     0                   0                    0
        4    10:00:00  -         -       -        -     ->  -                     -                   -                    -     # nothing said, nothing new
        """);

    [Fact]
    public void Different_merchants_devices_and_countries_are_counted_once_each() => Scenario.Check("""
        time      merchant  device  country  mcc   ->  account.distinct_merchants_1h  account.distinct_merchants_24h  account.distinct_devices_24h  account.distinct_countries_24h  account.distinct_mccs_24h
        10:00:00  M1        D1      DE       5411  ->  0                              0                               0                             0                               0
        10:10:00  M1        D1      DE       5411  ->  1                              1                               1                             1                               1
        10:20:00  M2        D2      DE       4829  ->  1                              1                               1                             1                               1
        10:30:00  M3        D2      FR       4829  ->  2                              2                               2                             1                               2
        11:15:00  M1        D1      FR       5411  ->  2                              3                               2                             2                               2     # M1 was last seen 65 minutes ago
        """);
}
