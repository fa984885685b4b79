using Fraud.Features;
using Fraud.Scoring;

namespace Fraud.Worker;

/// <summary>
/// The time in which the state store is away and payments are decided all the same. A payment whose states are all in memory is decided as
/// ever. Any other is decided without features and counted nowhere, and from then on nothing of its account or card is complete in memory,
/// so that later payments of either are decided without features as well. States are not stored again by this session: it ends when the
/// store is back, and the next re-applies everything from the reach on, which is before all of this.
/// </summary>
/// <param name="options">How far to look back for repetitions.</param>
/// <param name="states">The states in memory.</param>
internal sealed class StoreAbsence(ScoringOptions options, FeatureStates states) : IDisposable
{
    private readonly Dictionary<int, DecidedPayments> _decided = [];
    private readonly HashSet<StateKey> _incomplete = [];
    private readonly List<StateKey> _missing = [];
    private readonly CancellationTokenSource _ended = new();
    private Task? _return;
    private PaymentStanding[] _standings = [];

    /// <summary>The store is away.</summary>
    public bool IsOn => _return is not null;

    /// <summary>Cancels the read that was given to <see cref="Begin"/>.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Begins it. Nothing may be under way.</summary>
    /// <param name="pendingRead">A read of the store that has not been answered; its end tells that the store is back.</param>
    public void Begin(Task pendingRead) => _return = pendingRead;

    /// <summary>Ends the session once the store is back.</summary>
    /// <exception cref="StoreReturnedException">It is back.</exception>
    public void ThrowIfOver()
    {
        if (_return is { IsCompleted: true })
            throw new StoreReturnedException();
    }

    /// <summary>What is known of each payment; waits for the store where it cannot be known whether one is a repetition.</summary>
    /// <param name="records">Payments in log order per partition.</param>
    /// <param name="partitions">Everything applied in them was committed.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreReturnedException">It was waited for, and is back.</exception>
    public ReadOnlySpan<PaymentStanding> Judge(ReadOnlySpan<PaymentRecord> records, PartitionTable partitions, CancellationToken stop)
    {
        if (_standings.Length < records.Length)
            _standings = new PaymentStanding[records.Length];
        for (var i = 0; i < records.Length; i++)
            _standings[i] = Judge(in records[i], partitions, stop);
        return _standings.AsSpan(0, records.Length);
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private PaymentStanding Judge(in PaymentRecord record, PartitionTable partitions, CancellationToken stop)
    {
        if (!_decided.TryGetValue(record.Partition, out var decided))
            _decided.Add(record.Partition, decided = DecidedPayments.Read(options, record.Partition, partitions[record.Partition].Applied, stop));
        if (IsComplete(in record))
        {
            decided.Add(record.Payment);
            return PaymentStanding.Known;
        }

        if (decided.Contains(record.Payment))
            return PaymentStanding.Repeated;
        if (!decided.Covers(record.Payment))
            WaitForStore(stop);
        decided.Add(record.Payment);
        _incomplete.Add(Account(in record));
        if (Card(in record) is { } card)
            _incomplete.Add(card);
        return PaymentStanding.Unknown;
    }

    private bool IsComplete(in PaymentRecord record)
    {
        if (_incomplete.Contains(Account(in record)) || (Card(in record) is { } card && _incomplete.Contains(card)))
            return false;
        _missing.Clear();
        states.CollectMissing(record.Partition, record.Payment, _missing);
        return _missing.Count == 0;
    }

    private void WaitForStore(CancellationToken stop)
    {
        WaitHandle.WaitAny([((IAsyncResult)_return!).AsyncWaitHandle, stop.WaitHandle]);
        stop.ThrowIfCancellationRequested();
        throw new StoreReturnedException();
    }

    private static StateKey Account(in PaymentRecord record) => new(record.Partition, EntityKind.Account, record.Payment.AccountId);

    private static StateKey? Card(in PaymentRecord record) =>
        record.Payment.CardId is { Length: > 0 } card ? new StateKey(record.Partition, EntityKind.Card, card) : null;
}
