using Fraud.Features.Coding;
using Fraud.Features.States;

namespace Fraud.Features;

/// <summary>
/// The changed states of one partition as they were at one moment, encoded little by little while payments go on: what is to change before its
/// turn is encoded first. For the thread of the states, until it is complete.
/// </summary>
public sealed class StateSnapshot
{
    private const int BlockSize = 64 * 1024;

    private readonly StateWriter writer = new();
    private readonly EntityState[] states;
    private readonly List<StateWrite> accounts = [];
    private readonly List<StateWrite> others;
    private Memory<byte> block;
    private int next;

    internal StateSnapshot(List<EntityState> changed)
    {
        states = [.. changed];
        others = new List<StateWrite>(states.Length);
        PendingCount = states.Length;
        foreach (var state in states) (state.IsDirty, state.IsPending) = (false, true);
    }

    /// <summary>States not encoded yet.</summary>
    public int PendingCount { get; private set; }

    /// <summary>Encodes some of the states; true when all are.</summary>
    /// <param name="countMax">At most so many are encoded now.</param>
    public bool Advance(int countMax)
    {
        for (; countMax > 0 && next < states.Length; next++)
        {
            if (!states[next].IsPending) continue;
            Encode(states[next]);
            countMax--;
        }

        return PendingCount == 0;
    }

    /// <summary>
    /// All states, once complete, to be written in this order: accounts last. A write cut short then never leaves an account ahead of another
    /// state that counted the same record, and the account's memory of payment ids, which decides what the others count, is never past them.
    /// </summary>
    public IReadOnlyList<StateWrite> Writes()
    {
        if (PendingCount > 0) throw new InvalidOperationException($"{PendingCount} states are not encoded yet.");
        others.AddRange(accounts);
        accounts.Clear();
        return others;
    }

    internal void Encode(EntityState state)
    {
        state.IsPending = false;
        PendingCount--;
        state.Encode(writer);
        var written = writer.Bits.Written;
        if (block.Length < written.Length) block = new byte[Math.Max(BlockSize, written.Length)];
        written.CopyTo(block.Span);
        (state is AccountState ? accounts : others).Add(new StateWrite(state.Key, state.Tag, block[..written.Length]));
        block = block[written.Length..];
    }
}
