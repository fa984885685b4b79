namespace Fraud.IntegrationTests.Broker.Differential;

/// <summary>A program made from a seed alone: the same steps whatever the broker answers.</summary>
internal static class RandomProgram
{
    /// <summary>Partitions of the plain topic; the target after them is the compacted topic.</summary>
    public const int PlainPartitions = 2;

    public const int TransactionalIds = 3;

    public const int Groups = 2;

    private static readonly (StepKind Kind, int Weight)[] Weights =
    [
        (StepKind.Init, 3), (StepKind.AddPartition, 8), (StepKind.AddGroup, 4), (StepKind.ProduceInTransaction, 14),
        (StepKind.CommitInTransaction, 6), (StepKind.End, 9), (StepKind.EndAsZombie, 1), (StepKind.Produce, 6),
        (StepKind.ProduceIdempotent, 4), (StepKind.ProduceOutOfTurn, 2), (StepKind.CommitOffset, 4), (StepKind.FetchOffset, 8),
        (StepKind.MemberJoin, 4), (StepKind.MemberSync, 3), (StepKind.MemberHeartbeat, 4), (StepKind.MemberCommit, 4), (StepKind.MemberLeave, 1),
        (StepKind.TimeOut, 1), (StepKind.Fetch, 14), (StepKind.ListOffset, 8), (StepKind.DeleteRecords, 2),
    ];

    /// <param name="seed">Decides everything.</param>
    /// <param name="steps">How many.</param>
    /// <param name="restarts">How many restarts of the broker are between them.</param>
    /// <param name="compactions">How many times they wait for compaction, in their second half.</param>
    public static List<Step> Make(int seed, int steps, int restarts = 0, int compactions = 0)
    {
        var random = new Random(seed);
        var total = Weights.Sum(one => one.Weight);
        var program = new List<Step>(steps);
        for (var id = 0; id < TransactionalIds; id++)
            program.Add(new Step(StepKind.Init, id, 0, 0, false));
        while (program.Count < steps)
        {
            var kind = Pick(random.Next(total));
            var actor = random.Next(TransactionalIds);
            program.Add(new Step(kind, actor, random.Next(PlainPartitions + 1), random.Next(12), random.Next(3) == 0));
            // Most writes belong to a transaction that has been told of them.
            if (kind == StepKind.ProduceInTransaction && random.Next(4) > 0)
                program.Insert(program.Count - 1, program[^1] with { Kind = StepKind.AddPartition });
            if (kind == StepKind.CommitInTransaction && random.Next(4) > 0)
                program.Insert(program.Count - 1, program[^1] with { Kind = StepKind.AddGroup });
        }
        for (var i = 0; i < restarts; i++)
            program.Insert(random.Next(program.Count), new Step(StepKind.Restart, 0, 0, 0, false));
        for (var i = 0; i < compactions; i++)
            program.Insert(random.Next(program.Count / 2, program.Count + 1), new Step(StepKind.Compact, 0, PlainPartitions, 0, false));
        return program;
    }

    private static StepKind Pick(int number)
    {
        foreach (var (kind, weight) in Weights)
            if ((number -= weight) < 0)
                return kind;
        throw new InvalidOperationException("The number is beyond the weights.");
    }
}
