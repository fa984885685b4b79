using Fraud.Contracts;

namespace Fraud.Ingest.Gateway;

/// <summary>What identifies a payment: its id is unique within its account.</summary>
internal readonly record struct PaymentKey(string AccountId, string PaymentId)
{
    public static PaymentKey Of(Payment payment) => new(payment.AccountId, payment.PaymentId);
}
