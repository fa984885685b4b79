using Fraud.Contracts;

namespace Fraud.Features.States;

/// <summary>
/// The hashes of one payment's ids, computed once for all its states. An entity is looked up by the whole hash; sets keep the low half. Null, or
/// 0 for an entity, where the payment has no such id.
/// </summary>
internal struct PaymentHashes
{
    /// <summary>Bits of a card's hash that its account keeps.</summary>
    public const int CardBits = 48;

    public ulong Id;
    public ulong AccountKey;
    public ulong CardKey;
    public ulong MerchantKey;
    public ulong TerminalKey;
    public ulong DeviceKey;
    public ulong IpKey;
    public uint? Country;
    public uint? Mcc;

    public readonly uint Account => (uint)AccountKey;

    public readonly uint? Card => ValueOf(CardKey);

    public readonly uint? Merchant => ValueOf(MerchantKey);

    public readonly uint? Terminal => ValueOf(TerminalKey);

    public readonly uint? Device => ValueOf(DeviceKey);

    public static PaymentHashes Of(Payment payment) => new()
    {
        Id = EntityHash.Of(payment.PaymentId),
        AccountKey = EntityHash.Of(payment.AccountId),
        CardKey = KeyOf(payment.CardId),
        MerchantKey = KeyOf(payment.MerchantId),
        TerminalKey = KeyOf(payment.TerminalId),
        DeviceKey = KeyOf(payment.DeviceId),
        IpKey = KeyOf(payment.Ip),
        Country = ValueOf(KeyOf(payment.Country)),
        Mcc = ValueOf(KeyOf(payment.Mcc)),
    };

    /// <summary>The key of the payment's entity of a kind.</summary>
    public readonly ulong KeyOf(EntityKind kind) => kind switch
    {
        EntityKind.Account => AccountKey,
        EntityKind.Card => CardKey,
        _ => SharedKey(SharedKinds.IndexOf(kind)),
    };

    /// <summary>The key of a merchant, terminal, device or address.</summary>
    public readonly ulong SharedKey(int index) => index switch
    {
        0 => MerchantKey,
        1 => TerminalKey,
        2 => DeviceKey,
        _ => IpKey,
    };

    /// <summary>What an account keeps of a card's hash.</summary>
    public static ulong CardValue(ulong cardKey) => cardKey & ((1UL << CardBits) - 1);

    private static ulong KeyOf(string? id) => string.IsNullOrEmpty(id) ? 0 : EntityHash.Of(id);

    private static uint? ValueOf(ulong key) => key == 0 ? null : (uint)key;
}
