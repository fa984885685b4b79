using Fraud.Features.Profiles;
using Fraud.Features.States;

namespace Fraud.Features.Families;

/// <summary>Features that belong together and are computed together. Adding a feature touches its family's file and its test.</summary>
internal abstract class FeatureFamily
{
    /// <summary>The features in the order of the values.</summary>
    public abstract IReadOnlyList<FeatureDefinition> Definitions { get; }

    /// <summary>They follow from what payments are joined with (profiles, labels) as of a log position, not from payments alone.</summary>
    public virtual bool IsJoined => false;

    /// <summary>Computes the features of one payment.</summary>
    /// <param name="scope">The payment and its states as they stand before it.</param>
    /// <param name="profile">The account's profile.</param>
    /// <param name="values">One place per definition, NaN beforehand: leave NaN where there is not enough history.</param>
    public abstract void Read(PaymentScope scope, in Profile? profile, Span<double> values);
}
