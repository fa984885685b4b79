using Fraud.Contracts;
using Fraud.Features.Labels;
using Fraud.Features.Windows;

namespace Fraud.Features.States;

/// <summary>One payment and the states it touches: looked up once, then used to check, read and apply.</summary>
/// <param name="frauds">What labels told; null when nothing does.</param>
/// <param name="labelDelayMs">How long after a payment the truth is taken to be known, milliseconds.</param>
internal sealed class PaymentScope(KnownFrauds? frauds, long labelDelayMs)
{
    private readonly SharedEntity?[] shared = new SharedEntity?[SharedKinds.Count];
    private readonly SharedPart?[] ownParts = new SharedPart?[SharedKinds.Count];
    private PaymentHashes hashes;
    private WindowTotals[] accountTotals = [];
    private long[] accountLengthsMs = [];
    private bool hasAccountTotals;

    public Payment? Payment { get; private set; }

    public PartitionStates? Partition { get; private set; }

    public AccountState? Account { get; private set; }

    public CardState? Card { get; private set; }

    public KnownFrauds? Frauds => frauds;

    public long LabelDelayMs => labelDelayMs;

    public ref readonly PaymentHashes Hashes => ref hashes;

    /// <summary>The sum of what is known of a merchant, terminal, device or address; null where the payment has none.</summary>
    public SharedPart? Sum(EntityKind kind) => shared[SharedKinds.IndexOf(kind)]?.Sum;

    /// <summary>The part the payment's partition writes.</summary>
    public SharedPart? OwnPart(int index) => ownParts[index];

    public bool IsFor(PartitionStates partition, Payment payment) =>
        ReferenceEquals(Payment, payment) && ReferenceEquals(Partition, partition);

    /// <summary>Begins with a payment whose states are looked up later.</summary>
    public void Begin(PartitionStates partition, Payment payment)
    {
        Payment = payment;
        Partition = partition;
        hashes = PaymentHashes.Of(payment);
    }

    /// <summary>Takes the states of the payment it began with.</summary>
    public void Set(AccountState account, CardState? card)
    {
        Account = account;
        Card = card;
        hasAccountTotals = false;
        Array.Clear(shared);
        Array.Clear(ownParts);
    }

    public void Set(int index, SharedEntity entity, SharedPart ownPart)
    {
        shared[index] = entity;
        ownParts[index] = ownPart;
        entity.FetchSum(ownPart);
    }

    /// <summary>Reads windows of the account's amounts, and keeps them for the card, whose amounts are often the same.</summary>
    /// <param name="lengthsMs">Their lengths, ascending.</param>
    public ReadOnlySpan<WindowTotals> ReadAccount(ReadOnlySpan<long> lengthsMs)
    {
        if (!lengthsMs.SequenceEqual(accountLengthsMs)) (accountLengthsMs, accountTotals) = (lengthsMs.ToArray(), new WindowTotals[lengthsMs.Length]);
        Account!.Amounts.Read(lengthsMs, Payment!.EventTimeMs, accountTotals);
        hasAccountTotals = true;
        return accountTotals;
    }

    /// <summary>Windows of the account's amounts as they were read; empty when they were not, or not with these lengths and longer ones.</summary>
    public ReadOnlySpan<WindowTotals> AccountTotals(ReadOnlySpan<long> lengthsMs) =>
        hasAccountTotals && accountLengthsMs.AsSpan().StartsWith(lengthsMs) ? accountTotals : [];

    /// <summary>Asks for the memory of the states.</summary>
    public void Fetch()
    {
        Account!.Fetch();
        Card?.Fetch();
        for (var index = 0; index < shared.Length; index++)
        {
            if (shared[index] is not { } entity) continue;
            entity.Sum.Fetch();
            if (!ReferenceEquals(entity.Sum, ownParts[index])) ownParts[index]!.Fetch();
        }
    }

    /// <summary>Forgets the payment, because states may be replaced.</summary>
    public void Clear() => Payment = null;
}
