using Xunit;

namespace Fraud.UnitTests.Features.Families;

public class AccountFeatureTests
{
    [Fact]
    public void Counts_fill_and_empty_as_the_window_moves() => Scenario.Check("""
        time          ->  account.count_1m  account.count_10m  account.count_1h  account.count_24h
        10:00:00      ->  0                 0                  0                 0
        10:00:20      ->  1                 1                  1                 1
        10:00:59.999  ->  2                 2                  2                 2
        10:01:00      ->  3                 3                  3                 3     # the first is exactly one minute old: still inside
        10:01:20.001  ->  2                 4                  4                 4     # the second is one millisecond too old
        10:10:00      ->  0                 5                  5                 5
        10:10:00.001  ->  1                 5                  6                 6
        11:00:21      ->  0                 0                  5                 7     # two have left the hour
        """);

    [Fact]
    public void A_payment_at_the_very_same_time_is_not_before_it() => Scenario.Check("""
        time      ->  account.count_1h  account.seconds_since_last
        10:00:00  ->  0                 -
        10:00:00  ->  0                 -
        10:00:01  ->  2                 1
        """);

    [Fact]
    public void Another_account_is_not_affected() => Scenario.Check("""
        account  time      amount  ->  account.count_1h  account.amount_sum_1h
        A1       10:00:00  500     ->  0                 0
        A1       10:00:10  700     ->  1                 500
        A2       10:00:20  900     ->  0                 0
        A1       10:00:30  100     ->  2                 1200
        """);

    [Fact]
    public void Amounts_are_compared_with_the_habit_of_thirty_days() => Scenario.Check("""
        day  time      amount  ->  account.amount_mean_30d  account.amount_max_30d  account.amount_stddev_30d  account.amount_zscore_30d  account.amount_to_mean_30d
        1    10:00:00  1000    ->  -                        -                       -                          -                          -
        2    10:00:00  2000    ->  1000                     1000                    -                          -                          -
        3    10:00:00  3000    ->  1500                     2000                    707.11                     -                          -
        4    10:00:00  5000    ->  2000                     3000                    1000                       3                          2.5
        40   10:00:00  5000    ->  -                        -                       -                          -                          -     # a month of silence
        """);

    [Fact]
    public void Even_habits_do_not_make_every_change_extreme() => Scenario.Check("""
        day  time      amount  ->  account.amount_stddev_30d  account.amount_zscore_30d
        1    10:00:00  1000    ->  -                          -
        2    10:00:00  1000    ->  -                          -
        3    10:00:00  1000    ->  0                          -
        4    10:00:00  1005    ->  0                          0.5      # one percent of the mean counts as the deviation
        """);

    [Fact]
    public void Time_since_last_and_first() => Scenario.Check("""
        day  time      ->  account.seconds_since_last  account.days_since_first
        1    10:00:00  ->  -                           -
        1    10:00:30  ->  30                          0.0003
        3    10:00:30  ->  172800                      2.0003
        80   10:00:00  ->  6652770                     79
        """);

    [Fact]
    public void A_payment_out_of_order_counts_where_it_belongs() => Scenario.Check("""
        time      ->  account.count_10m  account.count_1h  account.seconds_since_last  late
        10:00:00  ->  0                  0                 -                           0
        10:30:00  ->  0                  1                 1800                        0
        10:05:00  ->  1                  1                 300                         0     # 25 minutes behind: inside the hour of grace
        10:31:00  ->  1                  3                 60                          0
        """);

    [Fact]
    public void A_payment_behind_the_grace_is_late_and_not_counted() => Scenario.Check("""
        time      ->  account.count_1h  account.count_24h  late
        10:00:00  ->  0                 0                  0
        12:00:00  ->  0                 1                  0
        11:00:00  ->  1                 1                  0     # exactly one hour behind
        10:59:59  ->  1                 1                  1
        12:00:01  ->  1                 3                  0     # the late one is not among them
        """);
}
