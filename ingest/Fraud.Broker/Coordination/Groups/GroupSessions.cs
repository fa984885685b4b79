namespace Fraud.Broker.Coordination.Groups;

/// <summary>The timers of a group. Their callbacks take the group's lock and run only if the timer still is the group's.</summary>
internal sealed class GroupSessions(TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Starts, or starts anew, a member's session.</summary>
    public void Restart(Group group, GroupMember member, TimeSpan timeout, Action<GroupMember> expired)
    {
        member.SessionEnds = clock.GetUtcNow() + timeout;
        if (member.Session is { } running)
        {
            running.Change(timeout, Timeout.InfiniteTimeSpan);
            return;
        }
        member.Session = clock.CreateTimer(_ =>
        {
            lock (group.Gate)
            {
                if (group.Members.GetValueOrDefault(member.Id) != member)
                    return;
                // Set before the last heartbeat; or early, as timers are by fractions of a millisecond, and then nobody else sets it again.
                var left = member.SessionEnds - clock.GetUtcNow();
                if (left > TimeSpan.Zero)
                {
                    member.Session!.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                    return;
                }

                if (member.IsNew || member.AwaitingJoin is null && member.AwaitingSync is null)
                    expired(member);
            }
        }, null, timeout, Timeout.InfiniteTimeSpan);
    }

    public ITimer After(Group group, TimeSpan delay, Func<ITimer?> current, Action elapsed)
    {
        ITimer? timer = null;
        // Created stopped, so that it cannot fire before it is known under its name.
        timer = clock.CreateTimer(_ =>
        {
            lock (group.Gate)
                if (current() == timer)
                    elapsed();
        }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(delay, Timeout.InfiniteTimeSpan);
        return timer;
    }

    public ITimer ForgetPending(Group group, string memberId, TimeSpan timeout, Action forgotten) =>
        clock.CreateTimer(_ =>
        {
            lock (group.Gate)
            {
                if (!group.PendingMembers.ContainsKey(memberId))
                    return;
                group.RemovePending(memberId);
                forgotten();
            }
        }, null, timeout, Timeout.InfiniteTimeSpan);
}
