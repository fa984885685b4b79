namespace Fraud.Simulator;

/// <summary>Names of the kinds of fraud as they stand in labels.</summary>
public static class FraudKinds
{
    /// <summary>Every kind that is fraud.</summary>
    public static IReadOnlyList<FraudKind> All { get; } =
    [
        FraudKind.CardTesting, FraudKind.StolenCard, FraudKind.AccountTakeover, FraudKind.TerminalCompromise, FraudKind.ImpossibleTravel,
        FraudKind.GiftCardCashOut, FraudKind.MerchantCollusion,
    ];

    /// <summary>The kind in small letters with underscores, e.g. <c>card_testing</c>; <c>genuine</c> for none.</summary>
    public static string Name(this FraudKind kind) => kind switch
    {
        FraudKind.None => "genuine",
        FraudKind.CardTesting => "card_testing",
        FraudKind.StolenCard => "stolen_card",
        FraudKind.AccountTakeover => "account_takeover",
        FraudKind.TerminalCompromise => "terminal_compromise",
        FraudKind.ImpossibleTravel => "impossible_travel",
        FraudKind.GiftCardCashOut => "gift_card_cash_out",
        FraudKind.MerchantCollusion => "merchant_collusion",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of fraud."),
    };
}
