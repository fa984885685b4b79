using System.Linq.Expressions;

namespace Fraud.Scoring.Cel;

/// <summary>Names declared one by one, whose values an expression receives as a <see cref="CelActivation"/>.</summary>
public sealed class CelBindings : CelSchema
{
    private readonly Dictionary<string, int> _slots = [];
    private readonly Dictionary<string, CelVariable> _variables = [];

    /// <inheritdoc/>
    public override Type InputType => typeof(CelActivation);

    /// <inheritdoc/>
    public override IEnumerable<string> Names => _variables.Keys;

    /// <summary>Declares a name.</summary>
    /// <param name="name">The name, dots included.</param>
    /// <param name="type">The type that its values must have.</param>
    public void Declare(string name, CelType type)
    {
        var slot = _slots.Count;
        _slots.Add(name, slot);
        _variables.Add(name, new CelVariable
        {
            Name = name,
            Type = type,
            Read = input => Expression.Call(input, nameof(CelActivation.Get), null, Expression.Constant(slot)),
            Convert = type.IsDyn ? null : raw => CelClr.FromValue(raw, type),
        });
    }

    /// <inheritdoc/>
    public override CelVariable? Find(string name) => _variables.GetValueOrDefault(name);

    /// <summary>Values for the declared names; a name without one fails when it is used.</summary>
    /// <param name="values">Values by name.</param>
    /// <exception cref="ArgumentException">A value has another type than its name was declared with.</exception>
    public CelActivation Activate(IEnumerable<KeyValuePair<string, CelValue>> values)
    {
        var slots = new CelValue[_slots.Count];
        foreach (var (name, value) in values)
        {
            var declared = _variables[name].Type;
            if (!declared.IsDyn && declared.Kind != value.Kind && !value.IsFailure)
                throw new ArgumentException($"{name} is declared as {declared}, but its value is {value}.");
            slots[_slots[name]] = value;
        }

        return new CelActivation(slots);
    }
}
