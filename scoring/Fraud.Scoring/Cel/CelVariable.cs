using System.Linq.Expressions;

namespace Fraud.Scoring.Cel;

/// <summary>A name that expressions may use, and the code that reads it from the input.</summary>
public sealed class CelVariable
{
    /// <summary>The name, dots included.</summary>
    public required string Name { get; init; }

    /// <summary>Its type.</summary>
    public required CelType Type { get; init; }

    /// <summary>Unit of its value, e.g. <c>minor units</c>; null when it has none. Values of different units are not compared or added.</summary>
    public string? Unit { get; init; }

    /// <summary>Reads the raw value from the input object.</summary>
    public required Func<Expression, Expression> Read { get; init; }

    /// <summary>Tests the raw value for being missing; null when it always has a value.</summary>
    public Func<Expression, Expression>? IsMissing { get; init; }

    /// <summary>Turns the raw value into the CLR form of <see cref="Type"/>; null when it has that form already.</summary>
    public Func<Expression, Expression>? Convert { get; init; }

    /// <summary>For a list: tests, from input and element, whether the element is in it, without building the list; null otherwise.</summary>
    public Func<Expression, Expression, Expression>? Contains { get; init; }
}
