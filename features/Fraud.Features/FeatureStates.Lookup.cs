using Fraud.Contracts;
using Fraud.Features.States;

namespace Fraud.Features;

/// <content>How the states of a payment are found, ahead of time where payments are announced.</content>
public sealed partial class FeatureStates
{
    /// <summary>
    /// Names a payment that is read or applied soon, after those announced before it; <see cref="Fetch"/> follows the last. Only a help: other
    /// payments may come, and this one may stay away.
    /// </summary>
    public void Announce(int partition, Payment payment)
    {
        if (isFetched) ForgetAnnounced();
        if (announcedCount == AnnouncedMax) return;
        var coming = announced[announcedCount++];
        coming.Begin(Owned(partition), payment);
        ForEachTable(coming, static (table, hash) => table.FetchSlot(hash));
    }

    /// <summary>Looks up the states of all payments announced and asks for their memory, so that it is at hand when they are read.</summary>
    public void Fetch()
    {
        isFetched = true;
        var all = announced.AsSpan(0, announcedCount);
        foreach (var coming in all) ForEachTable(coming, static (table, hash) => table.FetchEntry(hash));
        foreach (var coming in all) ForEachTable(coming, static (table, hash) => table.FetchId(hash));
        foreach (var coming in all) LookUp(coming);
        foreach (var coming in all) coming.Fetch();
    }

    private void Resolve(int partition, Payment payment)
    {
        var states = Owned(partition);
        if (scope.IsFor(states, payment)) return;
        if (isFetched && announcedNext < announcedCount && announced[announcedNext].IsFor(states, payment)) scope = announced[announcedNext++];
        else
        {
            scope = spare;
            scope.Begin(states, payment);
            LookUp(scope);
        }
    }

    private void ForEachTable(PaymentScope coming, Action<IEntityTable, ulong> action)
    {
        ref readonly var hashes = ref coming.Hashes;
        action(coming.Partition!.Accounts, hashes.AccountKey);
        for (var index = 0; index < SharedKinds.Count; index++)
        {
            if (hashes.SharedKey(index) is not 0 and var key) action(shared[index].Table, key);
        }
    }

    private void LookUp(PaymentScope into)
    {
        var payment = into.Payment!;
        var states = into.Partition!;
        var partition = states.Partition;
        ref readonly var hashes = ref into.Hashes;
        if (!states.Accounts.TryGet(payment.AccountId, hashes.AccountKey, out var account))
            states.Accounts.Set(hashes.AccountKey, account = new AccountState(StartEmpty(partition, EntityKind.Account, payment.AccountId)));
        account.UsedInRound = round;
        var card = hashes.CardKey == 0 ? null : CardOf(states, account, payment.CardId!, hashes.CardKey);
        into.Set(account, card);
        for (var index = 0; index < SharedKinds.Count; index++)
        {
            if (SharedKinds.IdOf(payment, index) is not { Length: > 0 } id) continue;
            var entity = shared[index].FindOrAdd(id, hashes.SharedKey(index));
            entity.UsedInRound = round;
            if (!entity.Knows(partition)) entity.Put(partition, new SharedPart(StartEmpty(partition, SharedKinds.At(index), id)));
            into.Set(index, entity, entity.PartOf(partition)!);
        }
    }

    private static CardState CardOf(PartitionStates states, AccountState account, string id, ulong hash)
    {
        byte[]? stored = null;
        var isLookedFor = states.StartsEmpty || (states.CardsApart.Count > 0 && states.CardsApart.Remove(id, out stored));
        if (account.CardOf(hash) is { } card) return card;
        if (!account.AreCardsApart) return account.Add(new CardState(account, hash));
        if (!isLookedFor) throw new InvalidOperationException($"The state of Card {id} in partition {states.Partition} is not loaded: collect and load before reading.");
        return account.Add(stored is null ? new CardState(account, hash) : CardState.ReadApart(stored, account, hash));
    }

    private void ForgetAnnounced()
    {
        scope.Clear();
        (announcedCount, announcedNext, isFetched) = (0, 0, false);
    }
}
