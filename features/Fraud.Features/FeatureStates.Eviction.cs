namespace Fraud.Features;

/// <content>How memory stays bounded.</content>
public sealed partial class FeatureStates
{
    /// <summary>
    /// Forgets states that no payment has touched for longest until at most <paramref name="countMax"/> are left or all others are not in the
    /// store yet. Only while no flush is under way: what is forgotten must be in the store.
    /// </summary>
    /// <returns>States and entities left.</returns>
    public int EvictIdle(int countMax)
    {
        ForgetAnnounced();
        round++;
        foreach (var owned in partitions.Values) owned.CardsApart.Clear();
        for (var age = EvictionAgeMax; age > 0 && Count > countMax; age /= 2) EvictBefore(round - age);
        return Count;
    }

    private void EvictBefore(int usedInRound)
    {
        foreach (var owned in partitions.Values)
        {
            // What was forgotten is in the store from now on.
            owned.StartsEmpty = !options.StoreBacked;
            owned.Accounts.Keep(state => state.UsedInRound > usedInRound || !state.IsClean, static state => state.Release());
        }

        foreach (var entities in shared) entities.Keep(entity => entity.UsedInRound > usedInRound || !entity.IsClean());
        UpdateNeeds();
    }
}
