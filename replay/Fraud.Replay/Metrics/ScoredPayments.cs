using System.Runtime.InteropServices;
using Fraud.Contracts;

namespace Fraud.Replay.Metrics;

/// <summary>What metrics need of each payment, column by column.</summary>
public sealed class ScoredPayments
{
    private readonly List<double> _scores = [];
    private readonly List<bool> _fraud = [];
    private readonly List<long> _times = [];
    private readonly List<int> _cards = [];
    private readonly Dictionary<string, int> _cardNumbers = new(StringComparer.Ordinal);

    /// <summary>Payments added.</summary>
    public int Count => _scores.Count;

    /// <summary>Scores, higher is more suspicious.</summary>
    public ReadOnlySpan<double> Scores => CollectionsMarshal.AsSpan(_scores);

    /// <summary>The truth.</summary>
    public ReadOnlySpan<bool> Fraud => CollectionsMarshal.AsSpan(_fraud);

    /// <summary>Event times, Unix milliseconds.</summary>
    public ReadOnlySpan<long> TimesMs => CollectionsMarshal.AsSpan(_times);

    /// <summary>The card of each payment, or its account where it names no card, numbered in order of appearance.</summary>
    public ReadOnlySpan<int> Cards => CollectionsMarshal.AsSpan(_cards);

    /// <summary>Adds a payment.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="score">Its score.</param>
    /// <param name="fraud">The truth.</param>
    public void Add(Payment payment, double score, bool fraud) => Add(payment.CardId ?? payment.AccountId, payment.EventTimeMs, score, fraud);

    /// <summary>Adds a payment.</summary>
    /// <param name="card">Its card.</param>
    /// <param name="timeMs">Its event time, Unix milliseconds.</param>
    /// <param name="score">Its score.</param>
    /// <param name="fraud">The truth.</param>
    public void Add(string card, long timeMs, double score, bool fraud)
    {
        if (!_cardNumbers.TryGetValue(card, out var number))
            _cardNumbers[card] = number = _cardNumbers.Count;
        _scores.Add(score);
        _fraud.Add(fraud);
        _times.Add(timeMs);
        _cards.Add(number);
    }

    /// <summary>The same payments with other scores.</summary>
    /// <param name="scores">One per payment, in order.</param>
    public ScoredPayments WithScores(ReadOnlySpan<double> scores)
    {
        if (scores.Length != Count)
            throw new ArgumentException($"{scores.Length} scores for {Count} payments.", nameof(scores));
        var other = new ScoredPayments();
        other._scores.AddRange(scores);
        other._fraud.AddRange(_fraud);
        other._times.AddRange(_times);
        other._cards.AddRange(_cards);
        return other;
    }
}
