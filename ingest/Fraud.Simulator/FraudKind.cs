namespace Fraud.Simulator;

/// <summary>How a payment is fraudulent.</summary>
public enum FraudKind
{
    /// <summary>Genuine.</summary>
    None = 0,

    /// <summary>Stolen card data tried out: small online amounts on many cards from one device within minutes, then large ones.</summary>
    CardTesting,

    /// <summary>A lost or stolen card: within hours sudden high amounts at new merchants, and cash.</summary>
    StolenCard,

    /// <summary>The contact data are changed, then the account is emptied online from a new device.</summary>
    AccountTakeover,

    /// <summary>A skimmed terminal: cards used there are copied and used elsewhere by magnetic stripe days later.</summary>
    TerminalCompromise,

    /// <summary>A copied card used far away within hours of a genuine payment at home.</summary>
    ImpossibleTravel,

    /// <summary>Stolen accounts turned into gift cards: round amounts one after another.</summary>
    GiftCardCashOut,

    /// <summary>A merchant who charges stolen cards, keyed in or swiped, often outside opening hours.</summary>
    MerchantCollusion,
}
