using Fraud.Contracts;

namespace Fraud.Features.States;

/// <summary>The kinds of entity whose payments come through several partitions.</summary>
internal static class SharedKinds
{
    public const int Count = 4;

    public static int IndexOf(EntityKind kind) => kind - EntityKind.Merchant;

    public static EntityKind At(int index) => EntityKind.Merchant + (byte)index;

    /// <summary>The payment's id of a kind; null or empty where it has none.</summary>
    public static string? IdOf(Payment payment, int index) => index switch
    {
        0 => payment.MerchantId,
        1 => payment.TerminalId,
        2 => payment.DeviceId,
        _ => payment.Ip,
    };
}
