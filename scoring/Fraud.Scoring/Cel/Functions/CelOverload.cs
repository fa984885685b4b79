using System.Reflection;

namespace Fraud.Scoring.Cel.Functions;

/// <summary>One function or operator for one combination of argument types.</summary>
/// <param name="Name">Function name, or the specification's operator name such as <c>_+_</c>.</param>
/// <param name="IsMember">True when it is called as <c>target.f()</c>; the target is the first parameter.</param>
/// <param name="Parameters">Types of its arguments.</param>
/// <param name="Result">Type of its value.</param>
/// <param name="Method">
/// The code. It takes the arguments in their CLR form and returns the value; or, when <see cref="IsPartial"/>, it returns a
/// <see cref="CelFailure"/> and gives the value through a last parameter.
/// </param>
/// <param name="IsMixed">True when it is only part of the dialect that mixes numbers.</param>
internal sealed record CelOverload(string Name, bool IsMember, CelType[] Parameters, CelType Result, MethodInfo Method, bool IsMixed)
{
    /// <summary>True when it has no value for some arguments.</summary>
    public bool IsPartial { get; } = Method.ReturnType == typeof(CelFailure);
}
