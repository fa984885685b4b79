using Fraud.Benchmarks.Running;

namespace Fraud.Benchmarks.Broker;

/// <summary>
/// Records a second in and out of one broker and, in turns within the same run, of another: through librdkafka, where the client takes most of the
/// two processors, and through a consumer that does next to nothing, where the broker does. The middle one of several rounds counts.
/// </summary>
internal sealed class RateRounds(MeasuredBroker ours, MeasuredBroker? other, int partitions, long records)
{
    private const int Rounds = 5;
    private const int PartitionBytesMax = 4 * 1024 * 1024;
    private static readonly (string Name, string Aim, string ComparisonAim)[] Measures =
    [
        ("produce, 200-byte records", "≥ 500 000", "≥ 1.5"),
        ("fetch, 200-byte records", "≥ 500 000", "≥ 1.5"),
        ("fetch and check batches only", "", "≥ 1.5"),
    ];

    private readonly Dictionary<(MeasuredBroker Broker, string Measure), List<(double Rate, double? BrokerMicros)>> _rounds = [];

    public async Task<IEnumerable<BenchFigure>> MeasureAsync(CancellationToken stop)
    {
        for (var round = 0; round < Rounds; round++)
            foreach (var broker in other is null ? [ours] : round % 2 == 0 ? [ours, other] : new[] { other, ours })
                await RoundAsync(broker, stop);
        return Measures.SelectMany(measure => Figures(measure.Name, measure.Aim, measure.ComparisonAim));
    }

    private async Task RoundAsync(MeasuredBroker broker, CancellationToken stop)
    {
        using var topics = new BenchTopics(broker.BootstrapServers);
        var topic = await topics.CreateAsync(partitions);
        Measure(broker, Measures[0].Name, () => RecordRates.Produce(broker.BootstrapServers, topic, partitions, records, stop));
        Measure(broker, Measures[1].Name, () => RecordRates.Fetch(broker.BootstrapServers, topic, partitions, records));
        Measure(broker, Measures[2].Name, () =>
        {
            using var consumer = new BatchConsumer(broker.BootstrapServers, topic, partitions, PartitionBytesMax);
            return consumer.Read(records);
        });
    }

    private void Measure(MeasuredBroker broker, string measure, Func<double> rate)
    {
        var before = broker.ProcessorTime;
        var measured = rate();
        if (!_rounds.TryGetValue((broker, measure), out var rounds))
            _rounds.Add((broker, measure), rounds = []);
        rounds.Add((measured, (broker.ProcessorTime - before)?.TotalMicroseconds / records));
    }

    private IEnumerable<BenchFigure> Figures(string measure, string aim, string comparisonAim)
    {
        var (rate, micros) = Middle(ours, measure);
        yield return new BenchFigure(measure, rate, "/s", aim.Length > 0 ? aim : null);
        if (micros is not null)
            yield return new BenchFigure($"{measure}, processor time of the broker a record", micros.Value, "µs");
        if (other is null)
            yield break;
        var (otherRate, otherMicros) = Middle(other, measure);
        yield return new BenchFigure($"{measure} (other)", otherRate, "/s");
        if (otherMicros is not null)
            yield return new BenchFigure($"{measure} (other), processor time of the broker a record", otherMicros.Value, "µs");
        yield return new BenchFigure($"{measure}, times the other", rate / otherRate, "×", comparisonAim);
    }

    private (double Rate, double? Micros) Middle(MeasuredBroker broker, string measure)
    {
        var rounds = _rounds[(broker, measure)];
        return (Middle(rounds.Select(round => round.Rate)), rounds.TrueForAll(round => round.BrokerMicros is not null) ? Middle(rounds.Select(round => round.BrokerMicros!.Value)) : null);
    }

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
