using Fraud.Contracts;
using Fraud.Scoring.Cel;

namespace Fraud.Scoring.Policies;

/// <summary>
/// What rule conditions read: one payment, its feature vector and the model's probability. One instance is loaded again for each payment,
/// so that deciding allocates nothing.
/// </summary>
public sealed class RuleInput
{
    /// <summary>The payment judged.</summary>
    public Payment Payment { get; private set; } = null!;

    /// <summary>Amount in the currency's major unit.</summary>
    public double Amount { get; private set; }

    /// <summary>Holds the feature vector, in catalogue order, from <see cref="Offset"/> on. NaN is "not enough history".</summary>
    public double[] Vector { get; private set; } = [];

    /// <summary>Where the vector begins in <see cref="Vector"/>.</summary>
    public int Offset { get; private set; }

    /// <summary>The model's probability of fraud, 0 to 1; NaN when there is no model.</summary>
    public double Probability { get; private set; } = double.NaN;

    /// <summary>The policy's lists, in the order of its list index.</summary>
    internal PolicyListIndex[] Lists { get; set; } = [];

    /// <summary>Takes the next payment.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="vector">Array holding its feature vector; it may hold a whole batch.</param>
    /// <param name="offset">Where the payment's vector begins.</param>
    /// <param name="probability">The model's probability, 0 to 1; null when there is no model.</param>
    public void Load(Payment payment, double[] vector, int offset, double? probability)
    {
        Payment = payment;
        Amount = CurrencyExponent.ToMajor(payment.AmountMinor, payment.Currency);
        Vector = vector;
        Offset = offset;
        Probability = probability ?? double.NaN;
    }

    /// <summary>Takes lists for evaluating single expressions; a compiled policy brings its own.</summary>
    /// <param name="lists">The lists, in the order of the schema.</param>
    public void Use(IReadOnlyList<PolicyList> lists) => Lists = [.. lists.Select(list => new PolicyListIndex(list))];

    /// <summary>True when a value is listed at the payment's event time.</summary>
    internal bool IsListed(int list, string value) => Lists[list].Contains(value, Payment.EventTimeMs);

    /// <summary>The values listed at the payment's event time.</summary>
    internal CelList ListValues(int list) => new([.. Lists[list].At(Payment.EventTimeMs).Select(CelValue.Of)]);
}
