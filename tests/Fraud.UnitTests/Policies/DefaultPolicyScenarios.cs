using Fraud.Scoring.Policies;
using Xunit;

namespace Fraud.UnitTests.Policies;

/// <summary>The default policy, without a model, against ordinary life and against fraud. All happens on Tuesday, 3 March 2026.</summary>
public class DefaultPolicyScenarios
{
    private static readonly CompiledPolicy Policy = Samples.Compiled(Samples.DefaultText
        .Replace("blocked_devices: []", "blocked_devices: [D-BAD]", StringComparison.Ordinal)
        .Replace("blocked_ips: []", "blocked_ips: [203.0.113.9]", StringComparison.Ordinal)
        .Replace("trusted_accounts: []", "trusted_accounts: [A-TRUSTED]", StringComparison.Ordinal));

    public static TheoryData<string> Scenarios => [.. Tables.Keys];

    private static Dictionary<string, string> Tables => new()
    {
        ["ordinary life alerts nobody"] = """
            profile account=A1 home=DE limit=2000 opened=900
            habit 30 account=A1 amount=40
            # time   merchant  amount  ->  outcome  reasons
            08:10    M1        35      ->  approve  HABITUAL
            12:30    M2        18      ->  approve  -
            18:45    M3        120     ->  approve  AMOUNT_SPIKE  # one weak signal
            20:15    M1        45      ->  approve  HABITUAL
            """,
        ["a new account is not suspicious for being new"] = """
            profile account=A1 home=DE limit=2000 opened=200
            # time   merchant  amount  ->  outcome  reasons
            08:10    M1        35      ->  approve  -
            12:30    M2        180     ->  approve  -
            """,
        ["a holiday alerts only when more comes together"] = """
            profile account=A1 home=DE limit=2000 opened=900
            habit 30 account=A1 amount=40
            # time   merchant  country  entry      amount  ->  outcome  reasons
            10:00    M20       ES       chip       60      ->  approve  -
            12:00    M21       ES       chip       210     ->  approve  AMOUNT_SPIKE AMOUNT_EXTREME AWAY_FROM_HOME
            15:00    M22       ES       magstripe  30      ->  review   FOREIGN_FALLBACK
            """,
        ["lists decide before anything else"] = """
            # time   account    merchant   device  ip           amount  ->  outcome  reasons
            10:00    A1         M-BLOCKED  -       -            20      ->  decline  BLOCKED_MERCHANT
            10:01    A1         M1         D-BAD   -            20      ->  decline  BLOCKED_DEVICE
            10:02    A1         M1         D1      203.0.113.9  20      ->  decline  BLOCKED_IP
            10:03    A-TRUSTED  M1         -       -            900     ->  approve  FIRST_PAYMENT_HIGH TRUSTED_ACCOUNT
            10:04    A-TRUSTED  M-BLOCKED  -       -            20      ->  decline  BLOCKED_MERCHANT TRUSTED_ACCOUNT
            """,
        ["card testing: small remote payments, then a large one"] = """
            habit 30 account=A1 amount=40 device=D1
            # time    merchant  channel    device  amount  ->  outcome  reasons
            10:00:00  M7        ecommerce  D9      1       ->  approve  TRIAL_PAYMENT  # a first small payment
            10:00:30  M8        ecommerce  D9      1.50    ->  approve  -
            10:01:00  M9        ecommerce  D9      0.80    ->  approve  -
            10:01:30  M10       ecommerce  D9      1       ->  review   CARD_TESTING
            11:30:00  M11       ecommerce  D9      480     ->  review   TESTED_THEN_SPENT AMOUNT_SPIKE AMOUNT_EXTREME
            """,
        ["card testing: one merchant, many cards"] = """
            # time    account  merchant  channel    amount  ->  outcome  reasons
            10:00:00  A1       M7        ecommerce  1       ->  approve  -
            10:00:10  A2       M7        ecommerce  1       ->  approve  -
            10:00:20  A3       M7        ecommerce  1       ->  approve  -
            10:00:30  A4       M7        ecommerce  1       ->  approve  -
            10:00:40  A5       M7        ecommerce  1       ->  approve  -
            10:00:50  A6       M7        ecommerce  1       ->  approve  -
            10:01:00  A7       M7        ecommerce  1       ->  approve  -
            10:01:10  A8       M7        ecommerce  1       ->  approve  -
            10:01:20  A9       M7        ecommerce  1       ->  approve  -
            10:01:30  A10      M7        ecommerce  1       ->  approve  -
            10:01:40  A11      M7        ecommerce  1       ->  approve  MERCHANT_TESTED
            10:01:50  A12      M7        ecommerce  80      ->  approve  -  # an ordinary amount
            """,
        ["velocity of a card"] = """
            profile account=A1 home=DE limit=2000 opened=900
            habit 30 account=A1 amount=40
            # time    card  merchant  amount  ->  outcome  reasons
            10:00:00  C1    M1        31      ->  approve  HABITUAL
            10:12:00  C1    M1        33      ->  approve  HABITUAL
            10:24:00  C1    M1        29      ->  approve  HABITUAL
            10:36:00  C1    M1        30      ->  approve  HABITUAL
            10:48:00  C1    M1        28      ->  approve  HABITUAL
            10:55:00  C1    M1        27      ->  approve  CARD_VELOCITY HABITUAL
            10:55:00  C2    M1        27      ->  approve  HABITUAL  # another card is not affected
            10:56:00  C1    M1        27      ->  approve  CARD_VELOCITY HABITUAL
            10:57:00  C1    M1        27      ->  approve  CARD_VELOCITY HABITUAL
            10:58:00  C1    M1        27      ->  review   CARD_BURST ACCOUNT_VELOCITY CARD_VELOCITY HABITUAL
            12:30:00  C1    M1        27      ->  approve  ACCOUNT_VELOCITY HABITUAL  # they have left the hour
            """,
        ["several merchants in an hour, the last one dear and new"] = """
            habit 30 account=A1 amount=40
            # time   merchant  amount  ->  outcome  reasons
            10:00    M2        90      ->  approve  -
            10:15    M3        110     ->  approve  AMOUNT_SPIKE
            10:30    M4        140     ->  review   SPENDING_SPREE DAILY_SPEND AMOUNT_SPIKE
            10:45    M5        160     ->  review   SPENDING_SPREE DAILY_SPEND AMOUNT_SPIKE
            10:55    M6        180     ->  review   MANY_MERCHANTS SPENDING_SPREE DAILY_SPEND AMOUNT_SPIKE
            """,
        ["an account pays far more often than usual"] = """
            habit 12 account=A1 amount=40
            # time   merchant  amount  ->  outcome  reasons
            00:30    M1        20      ->  approve  -
            02:30    M1        20      ->  approve  -
            04:30    M1        20      ->  approve  -
            06:30    M1        20      ->  approve  -
            08:30    M1        20      ->  approve  -
            10:30    M1        20      ->  approve  -
            11:30    M1        20      ->  approve  -
            12:30    M1        20      ->  approve  -
            13:30    M1        20      ->  approve  -
            14:30    M1        20      ->  approve  -
            15:30    M1        20      ->  approve  ACCOUNT_VELOCITY
            """,
        ["amounts"] = """
            profile account=A1 home=DE limit=500 opened=900
            habit 30 account=A1 amount=40
            # time   merchant  amount  ->  outcome  reasons
            10:00    M2        99      ->  approve  -
            10:00    M2        150     ->  approve  AMOUNT_SPIKE
            10:00    M2        450     ->  approve  AMOUNT_SPIKE AMOUNT_EXTREME
            10:00    M2        510     ->  review   OVER_LIMIT AMOUNT_SPIKE AMOUNT_EXTREME
            """,
        ["an amount unusual at the merchant"] = """
            habit 30 account=A2 amount=5 merchant=M5
            habit 30 account=A3 amount=5 merchant=M5
            habit 30 account=A4 amount=5 merchant=M5
            habit 30 account=A1 amount=200
            # time   account  merchant  amount  ->  outcome  reasons
            10:00    A1       M5        40      ->  approve  -
            10:05    A1       M5        300     ->  approve  MERCHANT_AMOUNT
            """,
        ["impossible travel"] = """
            habit 30 account=A1 amount=40 place=berlin
            # time   merchant  place    country  channel    amount  ->  outcome  reasons
            10:00    M1        berlin   DE       pos        40      ->  approve  -
            10:20    M2        potsdam  DE       pos        20      ->  approve  -  # the next town
            11:00    M3        tokyo    JP       ecommerce  30      ->  approve  -  # a web shop is anywhere
            11:30    M4        madrid   ES       pos        60      ->  review   IMPOSSIBLE_TRAVEL
            """,
        ["a new country with a large amount, then country after country"] = """
            profile account=A1 home=DE limit=5000 opened=900
            habit 30 account=A1 amount=40
            # time   merchant  country  amount  ->  outcome  reasons
            08:00    M2        FR       150     ->  review   NEW_COUNTRY AMOUNT_SPIKE
            10:00    M3        BE       15      ->  approve  -
            12:00    M4        NL       15      ->  approve  -
            14:00    M5        DK       15      ->  approve  -
            16:00    M6        SE       15      ->  approve  MANY_COUNTRIES
            """,
        ["account takeover"] = """
            profile account=A1 home=DE limit=5000 opened=900 contact=-0.3
            profile account=A2 home=DE limit=5000 opened=900 contact=20
            habit 30 account=A1 amount=40 device=D1
            habit 30 account=A2 amount=40 device=D2
            # time   account  merchant  channel   device  amount  ->  outcome  reasons
            09:00    A1       M1        transfer  D1      35      ->  approve  CONTACT_CHANGED HABITUAL
            09:20    A1       M30       transfer  D9      900     ->  decline  ACCOUNT_TAKEOVER SPENT_AFTER_CHANGE NEW_DEVICE AMOUNT_SPIKE AMOUNT_EXTREME CONTACT_CHANGED
            09:40    A1       M31       transfer  D9      300     ->  review   SPENT_AFTER_CHANGE SPENDING_SPREE DAILY_SPEND ROUND_AMOUNTS CONTACT_CHANGED
            09:20    A2       M30       transfer  D8      900     ->  review   NEW_DEVICE AMOUNT_SPIKE AMOUNT_EXTREME  # contact data changed long ago
            """,
        ["one device and one address for many accounts"] = """
            # time   account  channel    device  ip          amount  ->  outcome  reasons
            10:00    A1       ecommerce  D1      192.0.2.1   20      ->  approve  -
            10:05    A2       ecommerce  D1      192.0.2.1   20      ->  approve  -
            10:10    A3       ecommerce  D1      192.0.2.1   20      ->  approve  -
            10:15    A4       ecommerce  D1      192.0.2.1   20      ->  review   SHARED_DEVICE
            10:20    A5       ecommerce  D5      192.0.2.1   20      ->  approve  SHARED_IP
            """,
        ["young accounts"] = """
            profile account=A1 home=DE limit=5000 opened=3
            profile account=A2 home=DE limit=5000 opened=400
            # time   account  merchant  amount  ->  outcome  reasons
            10:00    A1       M1        600     ->  review   YOUNG_ACCOUNT FIRST_PAYMENT_HIGH
            10:00    A2       M1        600     ->  approve  FIRST_PAYMENT_HIGH
            11:00    A2       M1        600     ->  approve  -
            """,
        ["at night at a new merchant"] = """
            habit 30 account=A1 amount=40
            # time   merchant  amount  ->  outcome  reasons
            02:30    M2        90      ->  approve  -
            03:30    M2        150     ->  approve  AMOUNT_SPIKE
            03:40    M3        150     ->  review   NIGHT_NEW_MERCHANT DAILY_SPEND AMOUNT_SPIKE
            12:00    M4        150     ->  approve  DAILY_SPEND
            """,
        ["swiped or keyed where goods are easily sold on"] = """
            habit 30 account=A1 amount=40
            # time   merchant  mcc   entry      amount  ->  outcome  reasons
            10:00    M2        5411  magstripe  35      ->  approve  -
            11:00    M3        5732  magstripe  35      ->  review   FALLBACK_RISKY
            12:00    M4        5732  chip       160     ->  approve  AMOUNT_SPIKE RISKY_CATEGORY
            13:00    M5        5651  manual     200     ->  review   KEYED_ROUND DAILY_SPEND AMOUNT_SPIKE
            """,
        ["gift cards one after another"] = """
            habit 30 account=A1 amount=40
            # time   merchant  mcc   channel    amount  ->  outcome  reasons
            10:00    M2        5947  ecommerce  50      ->  approve  -
            10:05    M2        5947  ecommerce  50      ->  approve  -
            10:10    M2        5947  ecommerce  50      ->  review   GIFT_CARD_RUN ROUND_AMOUNTS
            """,
        ["category after category"] = """
            habit 30 account=A1 amount=40
            # time   merchant  mcc   amount  ->  outcome  reasons
            08:00    M2        5651  20      ->  approve  -
            09:30    M3        5812  20      ->  approve  -
            11:00    M4        5541  20      ->  approve  -
            12:30    M5        5912  20      ->  approve  -
            14:00    M6        7832  20      ->  approve  -
            14:30    M7        5814  20      ->  approve  -
            15:30    M8        5200  95      ->  approve  CATEGORY_BURST
            """,
        ["copied cards at one terminal"] = """
            habit 30 account=A20 amount=30 terminal=T9
            habit 30 account=A1 amount=40
            # time   account  terminal  merchant  amount  ->  outcome  reasons
            10:00    A2       T9        M9        80      ->  approve  -
            10:02    A3       T9        M9        80      ->  approve  -
            10:04    A4       T9        M9        80      ->  approve  -
            10:06    A5       T9        M9        80      ->  approve  -
            10:08    A6       T9        M9        80      ->  approve  -
            10:10    A7       T9        M9        80      ->  approve  -
            10:12    A8       T9        M9        80      ->  approve  -
            10:14    A9       T9        M9        80      ->  approve  -
            10:16    A1       T9        M9        300     ->  review   TERMINAL_BURST AMOUNT_SPIKE AMOUNT_EXTREME TERMINAL_AMOUNT
            """,
        ["what turned out to be fraud before"] = """
            habit 30 account=A1 amount=40 device=D1
            habit 20 account=A2 amount=40 merchant=M8
            fraud 3 account=A3 amount=60 merchant=M9 terminal=T9
            fraud 2 account=A4 amount=60 merchant=M8 channel=ecommerce device=D4 ip=192.0.2.4
            # time   account  merchant  terminal  channel    device  ip         amount  ->  outcome  reasons
            10:00    A1       M9        T1        pos        -       -          30      ->  approve  FRAUDULENT_MERCHANT
            10:10    A1       M9        T9        pos        -       -          30      ->  approve  FRAUDULENT_MERCHANT COMPROMISED_TERMINAL  # weak signals
            10:20    A1       M8        -         pos        -       -          30      ->  approve  -  # two of twenty-two
            10:30    A1       M1        -         ecommerce  D4      192.0.2.7  30      ->  review   FRAUDULENT_DEVICE
            10:40    A1       M1        -         ecommerce  D1      192.0.2.4  30      ->  approve  FRAUDULENT_IP
            13:00    A1       M1        -         ecommerce  D1      192.0.2.7  30      ->  approve  -
            """,
        ["cash after cash"] = """
            habit 30 account=A1 amount=40
            # time   merchant  mcc   channel  amount  ->  outcome  reasons
            10:00    M40       6011  atm      200     ->  approve  AMOUNT_SPIKE AMOUNT_EXTREME
            10:10    M41       6011  atm      200     ->  approve  AMOUNT_SPIKE
            10:20    M42       6011  atm      200     ->  review   ATM_VELOCITY SPENDING_SPREE DAILY_SPEND
            """,
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void The_default_policy_decides_as_an_expert_would(string scenario) => Scenario.Holds(Policy, Tables[scenario]);

    [Fact]
    public void Every_rule_has_a_scenario_in_which_it_hits() =>
        Assert.Empty(Policy.Rules.Select(rule => rule.Code).Except(Tables.Values.SelectMany(table => Scenario.Holds(Policy, table))));
}
