using System.Linq.Expressions;
using Fraud.Features;
using Fraud.Scoring.Cel;
using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Policies;

/// <summary>
/// The names that rule conditions may use: the payment's fields, the features of the catalogue (flags as bool, all others as double), the
/// policy's lists and the model's probability.
/// </summary>
public sealed class PolicySchema : CelSchema
{
    private const string ListPrefix = "lists.";
    private const string Probability = "model.probability";

    private readonly Dictionary<string, CelVariable> _variables = [];
    private readonly WindowShorthand _windows;
    private readonly bool _hasModel;

    /// <summary>The names for one policy.</summary>
    /// <param name="catalogue">The features.</param>
    /// <param name="lists">Names of the policy's lists, in its order.</param>
    /// <param name="hasModel">Whether the policy refers to a model.</param>
    public PolicySchema(FeatureCatalogue catalogue, IReadOnlyList<string> lists, bool hasModel)
    {
        _hasModel = hasModel;
        for (var column = 0; column < catalogue.Count; column++)
            _variables[catalogue.Features[column].Name] = Feature(catalogue.Features[column], column);
        foreach (var field in PaymentFields.All.Where(field => hasModel || field.Name != Probability))
            _variables[field.Name] = field;
        for (var index = 0; index < lists.Count; index++)
            _variables[ListPrefix + lists[index]] = List(ListPrefix + lists[index], index);
        _windows = new WindowShorthand(catalogue);
    }

    /// <inheritdoc/>
    public override Type InputType => typeof(RuleInput);

    /// <inheritdoc/>
    public override IEnumerable<string> Names => _variables.Keys;

    /// <inheritdoc/>
    public override CelVariable? Find(string name) =>
        _variables.TryGetValue(name, out var variable) ? variable
        : name.StartsWith(PaymentFields.ExtraPrefix, StringComparison.Ordinal) && name.IndexOf('.', PaymentFields.ExtraPrefix.Length) < 0
            ? PaymentFields.Extra(name)
        : null;

    /// <inheritdoc/>
    public override string? Explain(string name) =>
        name == Probability && !_hasModel ? "the policy refers to no model, so there is no model.probability"
        : name.StartsWith(ListPrefix, StringComparison.Ordinal) ? $"the policy has no list '{name[ListPrefix.Length..]}'"
        : null;

    /// <inheritdoc/>
    internal override CelShorthand? Expand(CelCall call) => _windows.Expand(call);

    private static CelVariable Feature(FeatureDefinition feature, int column)
    {
        var isFlag = feature.Type == FeatureType.Flag;
        return new CelVariable
        {
            Name = feature.Name,
            Type = isFlag ? CelType.Bool : CelType.Double,
            Unit = feature.Unit.Length == 0 ? null : feature.Unit,
            Read = input => Expression.ArrayIndex(
                Expression.Property(input, nameof(RuleInput.Vector)),
                Expression.Add(Expression.Property(input, nameof(RuleInput.Offset)), Expression.Constant(column))),
            IsMissing = raw => Expression.NotEqual(raw, raw),
            Convert = isFlag ? raw => Expression.NotEqual(raw, Expression.Constant(0.0)) : null,
        };
    }

    private static CelVariable List(string name, int index) => new()
    {
        Name = name,
        Type = CelType.ListOf(CelType.String),
        Read = input => Expression.Call(input, nameof(RuleInput.ListValues), null, Expression.Constant(index)),
        Contains = (input, value) => Expression.Call(input, nameof(RuleInput.IsListed), null, Expression.Constant(index), value),
    };
}
