using Fraud.Contracts;
using Fraud.Features.Distinct;
using Fraud.Features.Windows;

namespace Fraud.Features.States;

/// <summary>
/// What is known of a card of an account: its amounts, the small ones apart, where it was used, and where it was last. A part of the account's state.
/// While the card has made all payments of the account, its amounts and merchants are the account's.
/// </summary>
internal sealed partial class CardState
{
    private static readonly SeenRule Recent = new(Capacity: 16, ValueBytes: 3, HorizonMs: 2 * Ladder.Day, Ladder.Brief);

    private readonly AccountState account;
    private EventSpan span;
    private PaneSeries amounts = new(Ladder.Own);
    private PaneSeries smallAmounts = new(Ladder.Brief);
    private SeenSet merchants = new(Recent);
    private SeenSet terminals = new(Recent);

    /// <summary>Input offset that it is ahead of the account: it was stored apart by an earlier program, and the account not yet.</summary>
    private long tag = -1;

    /// <summary>A card that has counted nothing.</summary>
    public CardState(AccountState account, ulong hash)
    {
        this.account = account;
        Hash = PaymentHashes.CardValue(hash);
        IsWhole = account.NewestMs is null;
    }

    /// <summary>48 bits of the id's hash: of two cards of one account the second is taken for the first once in 3·10¹⁴.</summary>
    public ulong Hash { get; }

    /// <summary>It has counted each payment that the account has counted, and no other.</summary>
    public bool IsWhole { get; private set; }

    public ref readonly EventSpan Span
    {
        get
        {
            if (IsWhole) return ref account.Span;
            return ref span;
        }
    }

    public ref readonly PaneSeries Amounts
    {
        get
        {
            if (IsWhole) return ref account.Amounts;
            return ref amounts;
        }
    }

    /// <summary>Amounts up to the small-amount option.</summary>
    public ref readonly PaneSeries SmallAmounts => ref smallAmounts;

    public ref readonly SeenSet Terminals => ref terminals;

    public Place? Place { get; private set; }

    /// <summary>Counts the merchants of two days at most.</summary>
    public void ReadMerchants(ReadOnlySpan<long> lengthsMs, long timeMs, Span<double> counts)
    {
        var newestMs = Span.NewestMs ?? timeMs;
        if (IsWhole) account.Merchants.Read(lengthsMs, timeMs, newestMs, Recent, counts);
        else merchants.Read(lengthsMs, timeMs, newestMs, counts);
    }

    public void Fetch()
    {
        smallAmounts.Fetch();
        terminals.Fetch();
        if (IsWhole) return;
        amounts.Fetch();
        merchants.Fetch();
    }

    public void Release()
    {
        amounts.Release();
        smallAmounts.Release();
        merchants.Release();
        terminals.Release();
    }

    /// <summary>Applies one record, which the account has applied already.</summary>
    public void Apply(long offset, Payment payment, in PaymentHashes hashes, FeatureOptions options)
    {
        var timeMs = payment.EventTimeMs;
        if (offset <= tag || Span.IsLate(timeMs, options)) return;
        if (!IsWhole) span.Widen(timeMs, timeMs);
        var newestMs = Span.NewestMs!.Value;
        if (!IsWhole)
        {
            amounts.Add(timeMs, payment.AmountMinor, newestMs);
            merchants.MoveTo(newestMs);
            if (hashes.Merchant is { } merchant) merchants.Add(merchant, timeMs, newestMs);
        }

        smallAmounts.MoveTo(newestMs);
        terminals.MoveTo(newestMs);
        if (payment.AmountMinor <= options.SmallAmountMinor) smallAmounts.Add(timeMs, payment.AmountMinor, newestMs);
        if (hashes.Terminal is { } terminal) terminals.Add(terminal, timeMs, newestMs);
        if (States.Place.Of(payment) is { } place && !(Place?.TimeMs > timeMs)) Place = place;
    }

    /// <summary>Goes on by itself, because the account is about to count a payment that is not the card's.</summary>
    public void Separate()
    {
        if (!IsWhole) return;
        IsWhole = false;
        if (account.NewestMs is not { } newestMs) return;
        span = account.Span;
        amounts.CopyFrom(in account.Amounts);
        merchants.AddRecent(in account.Merchants, newestMs);
    }

    /// <summary>Gives up its copy of what the account holds, if it is one: so what is stored does not depend on how it came about.</summary>
    private void Join()
    {
        if (IsWhole || span.NewestMs is not { } newestMs || span.NewestMs != account.NewestMs || span.FirstMs != account.FirstMs) return;
        if (!amounts.Equals(in account.Amounts)) return;
        var asAccount = new SeenSet(Recent);
        asAccount.AddRecent(in account.Merchants, newestMs);
        var isSame = merchants.Entries(newestMs).AsSpan().SequenceEqual(asAccount.Entries(newestMs));
        asAccount.Release();
        if (!isSame) return;
        amounts.Release();
        merchants.Release();
        (amounts, merchants, IsWhole) = (new PaneSeries(Ladder.Own), new SeenSet(Recent), true);
    }
}
