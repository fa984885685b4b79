using Fraud.Contracts;
using Fraud.Features.Labels;
using Fraud.Features.Profiles;
using Fraud.Features.States;

namespace Fraud.Features;

/// <summary>
/// The states of all owned partitions in memory. Per payment: <see cref="IsDuplicate"/>, <see cref="Read"/>, <see cref="Apply"/>; per batch
/// <see cref="CollectMissing"/> and <see cref="Load"/> before, <see cref="BeginSnapshot"/> after the commit. Pure: no clock and no I/O. For one
/// thread.
/// </summary>
/// <param name="catalogue">The features to read.</param>
/// <param name="options">Grace, dedupe, label delay and partition count.</param>
/// <param name="frauds">What labels told so far, kept up to date by the caller between payments; null when nothing does.</param>
public sealed partial class FeatureStates(FeatureCatalogue catalogue, FeatureOptions options, KnownFrauds? frauds = null)
{
    /// <summary>Payments announced at once, at most: their states fit into a core's cache.</summary>
    public const int AnnouncedMax = 16;

    /// <summary>Rounds of eviction after which an untouched state is among the first to go.</summary>
    private const int EvictionAgeMax = 64;

    private readonly Dictionary<int, PartitionStates> partitions = [];
    private readonly SharedEntities[] shared = [.. Enumerable.Range(0, SharedKinds.Count).Select(index => new SharedEntities(SharedKinds.At(index)))];
    private readonly PaymentScope[] announced = [.. Enumerable.Range(0, AnnouncedMax).Select(_ => NewScope(options, frauds))];
    private readonly PaymentScope spare = NewScope(options, frauds);
    private PaymentScope scope = NewScope(options, frauds);
    private int announcedCount;
    private int announcedNext;
    private bool isFetched;
    private int round;

    /// <summary>Every partition is owned and started empty: parts of shared entities need not be looked for.</summary>
    private bool needsNoParts;
    private readonly long foreignAgeMaxMs = (long)options.ForeignAgeMax.TotalMilliseconds;

    /// <summary>Starts owning a partition. What was known of its shared parts from its former owner is forgotten.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="startsEmpty">The store holds nothing of it, so nothing needs to be loaded.</param>
    public void AddPartition(int partition, bool startsEmpty = false)
    {
        if (!partitions.TryAdd(partition, new PartitionStates(partition, startsEmpty || !options.StoreBacked)))
            throw new InvalidOperationException($"Partition {partition} is already owned.");
        ForgetParts(partition);
        UpdateNeeds();
    }

    /// <summary>Stops owning a partition and forgets all its states, written or not.</summary>
    public void RemovePartition(int partition)
    {
        partitions.Remove(partition);
        ForgetParts(partition);
        UpdateNeeds();
    }

    /// <summary>
    /// Names the states a payment needs that are not in memory: its own, and other partitions' parts of its shared entities that are absent
    /// or too old. A key may be added again for a later payment until it is loaded.
    /// </summary>
    public void CollectMissing(int partition, Payment payment, ICollection<StateKey> missing)
    {
        if (!options.StoreBacked) return;
        var states = Owned(partition);
        if (!states.StartsEmpty)
        {
            var isKnown = states.Accounts.TryGet(payment.AccountId, EntityHash.Of(payment.AccountId), out var account);
            if (!isKnown) missing.Add(new StateKey(partition, EntityKind.Account, payment.AccountId));
            if (MayBeApart(account) && payment.CardId is { Length: > 0 } card && !states.CardsApart.ContainsKey(card) && account?.CardOf(EntityHash.Of(card)) is null)
                missing.Add(new StateKey(partition, EntityKind.Card, card));
        }

        if (needsNoParts) return;
        for (var index = 0; index < SharedKinds.Count; index++)
        {
            if (SharedKinds.IdOf(payment, index) is { Length: > 0 } id) CollectParts(payment.EventTimeMs, index, id, missing);
        }
    }

    /// <summary>Takes a stored state into memory. An empty span: nothing is stored, the state starts empty.</summary>
    /// <exception cref="StateFormatException">The bytes are of a newer version or damaged.</exception>
    public void Load(StateKey key, ReadOnlySpan<byte> encoded)
    {
        ForgetAnnounced();
        var hash = EntityHash.Of(key.Id);
        switch (key.Kind)
        {
            case EntityKind.Account:
                Owned(key.Partition).Accounts.Set(hash, Decoded(new AccountState(key), encoded));
                break;
            case EntityKind.Card:
                Owned(key.Partition).CardsApart[key.Id] = ApartBytes(key, encoded);
                break;
            default:
                shared[SharedKinds.IndexOf(key.Kind)].FindOrAdd(key.Id, hash)
                    .Put(key.Partition, encoded.IsEmpty ? null : Decoded(new SharedPart(key), encoded));
                break;
        }
    }

    /// <summary>Whether the payment's id was seen on its account at a smaller offset within the dedupe horizon.</summary>
    public bool IsDuplicate(int partition, long offset, Payment payment)
    {
        Resolve(partition, payment);
        return scope.Account!.IsDuplicate(scope.Hashes.Id, offset);
    }

    /// <summary>Reads all features of a payment as they stand before it.</summary>
    /// <param name="partition">The payment's input partition.</param>
    /// <param name="payment">The payment; it is not applied.</param>
    /// <param name="profile">The account's profile as of the log position; null when there is none.</param>
    /// <param name="vector">Receives one value per catalogue entry; NaN is "not enough history".</param>
    /// <returns>True when the payment is late: it stands behind the account's newest event by more than the grace.</returns>
    public bool Read(int partition, Payment payment, in Profile? profile, Span<double> vector)
    {
        Resolve(partition, payment);
        catalogue.Read(scope, in profile, vector);
        return scope.Account!.IsLate(payment.EventTimeMs, options);
    }

    /// <summary>Counts the payment in every state it touches whose tag does not cover the offset yet.</summary>
    public void Apply(int partition, long offset, Payment payment)
    {
        Resolve(partition, payment);
        var states = scope.Partition!;
        states.BeforeChange(scope.Account!);
        if (scope.Account!.Apply(offset, payment, in scope.Hashes, options)) states.MarkChanged(scope.Account);
        for (var index = 0; index < SharedKinds.Count; index++)
        {
            if (scope.OwnPart(index) is not { } part) continue;
            var sum = scope.Sum(SharedKinds.At(index))!;
            var counts = !part.IsLate(payment.EventTimeMs, options);
            states.BeforeChange(part);
            if (!part.Apply(offset, payment, in scope.Hashes, options)) continue;
            states.MarkChanged(part);
            if (counts && !ReferenceEquals(part, sum)) sum.CountAlso(payment, in scope.Hashes, options);
        }

        scope.Clear();
    }

    /// <summary>States and shared entities in memory.</summary>
    public int Count => partitions.Values.Sum(owned => owned.Accounts.Count) + shared.Sum(entities => entities.Count);

    /// <summary>Changed states of a partition not yet taken.</summary>
    public int ChangedCount(int partition) => Owned(partition).ChangedCount;

    /// <summary>Begins to encode the changed states of a partition, as they are now. Between two batches only.</summary>
    public StateSnapshot BeginSnapshot(int partition) => Owned(partition).BeginSnapshot();

    /// <summary>Encodes the changed states of a partition at once. Write them in this order.</summary>
    public void TakeChanged(int partition, ICollection<StateWrite> into)
    {
        var snapshot = BeginSnapshot(partition);
        snapshot.Advance(int.MaxValue);
        foreach (var write in snapshot.Writes()) into.Add(write);
    }

    /// <summary>Whether a card of the account may be stored apart from it, as far as is known before the account is loaded.</summary>
    private static bool MayBeApart(AccountState? account) => account?.AreCardsApart != false;

    private void CollectParts(long timeMs, int index, string id, ICollection<StateKey> missing)
    {
        var entity = shared[index].FindOrAdd(id, EntityHash.Of(id));
        entity.CollectedAtMs = Math.Max(entity.CollectedAtMs, timeMs);
        foreach (var (part, owned) in partitions)
        {
            if (!owned.StartsEmpty && !entity.Knows(part)) missing.Add(new StateKey(part, SharedKinds.At(index), id));
        }

        for (var part = 0; part < options.PartitionCount; part++)
        {
            if (!partitions.ContainsKey(part) && entity.IsStale(part, timeMs, foreignAgeMaxMs))
                missing.Add(new StateKey(part, SharedKinds.At(index), id));
        }
    }

    private StateKey StartEmpty(int partition, EntityKind kind, string id) => !Owned(partition).StartsEmpty
        ? throw new InvalidOperationException($"The state of {kind} {id} in partition {partition} is not loaded: collect and load before reading.")
        : new StateKey(partition, kind, id);

    private PartitionStates Owned(int partition) => partitions.TryGetValue(partition, out var states)
        ? states
        : throw new InvalidOperationException($"Partition {partition} is not owned: add it first.");

    private void UpdateNeeds() => needsNoParts = partitions.Count >= options.PartitionCount && partitions.Values.All(owned => owned.StartsEmpty);

    private void ForgetParts(int partition)
    {
        ForgetAnnounced();
        foreach (var entities in shared) entities.RemovePartition(partition);
    }

    private static PaymentScope NewScope(FeatureOptions options, KnownFrauds? frauds) => new(frauds, (long)options.LabelDelay.TotalMilliseconds);

    /// <summary>A card that an earlier program stored; the newest stores it with its account.</summary>
    private static byte[]? ApartBytes(StateKey key, ReadOnlySpan<byte> encoded)
    {
        if (!encoded.IsEmpty) StateFormat.Check(key, encoded[0], StateFormat.CardsApartMax);
        return encoded.IsEmpty ? null : encoded.ToArray();
    }

    private static T Decoded<T>(T state, ReadOnlySpan<byte> encoded)
        where T : EntityState
    {
        if (!encoded.IsEmpty) state.Decode(encoded);
        return state;
    }
}
