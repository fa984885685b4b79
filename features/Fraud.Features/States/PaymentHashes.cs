using Fraud.Contracts;

namespace Fraud.Features.States;

/// <summary>The hashes of one payment's ids, computed once for all its states. Null where the payment has no such id.</summary>
internal struct PaymentHashes
{
    public ulong Id;
    public uint Account;
    public uint? Card;
    public uint? Merchant;
    public uint? Terminal;
    public uint? Device;
    public uint? Country;
    public uint? Mcc;

    public static PaymentHashes Of(Payment payment) => new()
    {
        Id = EntityHash.Of(payment.PaymentId),
        Account = (uint)EntityHash.Of(payment.AccountId),
        Card = ValueOf(payment.CardId),
        Merchant = ValueOf(payment.MerchantId),
        Terminal = ValueOf(payment.TerminalId),
        Device = ValueOf(payment.DeviceId),
        Country = ValueOf(payment.Country),
        Mcc = ValueOf(payment.Mcc),
    };

    private static uint? ValueOf(string? id) => string.IsNullOrEmpty(id) ? null : (uint)EntityHash.Of(id);
}
