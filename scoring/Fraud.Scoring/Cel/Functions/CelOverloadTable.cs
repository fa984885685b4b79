using System.Reflection;

namespace Fraud.Scoring.Cel.Functions;

/// <summary>Collects overloads; their CEL types follow from the CLR types of the code.</summary>
internal sealed class CelOverloadTable
{
    /// <summary>What has been added.</summary>
    public List<CelOverload> Overloads { get; } = [];

    public void Total<T, TResult>(string name, Func<T, TResult> code, bool member = false) => Add(name, code.Method, member);

    public void Total<T1, T2, TResult>(string name, Func<T1, T2, TResult> code, bool member = false, bool mixed = false) =>
        Add(name, code.Method, member, mixed);

    public void Partial<T, TResult>(string name, Partial<T, TResult> code, bool member = false) => Add(name, code.Method, member);

    public void Partial<T1, T2, TResult>(string name, Partial<T1, T2, TResult> code, bool member = false) => Add(name, code.Method, member);

    private void Add(string name, MethodInfo code, bool member, bool mixed = false)
    {
        if (!code.IsStatic)
            throw new InvalidOperationException($"The code of {name} must be a static method, which compiled expressions call directly.");
        var types = code.GetParameters().Select(parameter => parameter.ParameterType).ToList();
        var result = code.ReturnType;
        if (result == typeof(CelFailure))
        {
            result = types[^1].GetElementType()!;
            types.RemoveAt(types.Count - 1);
        }

        Overloads.Add(new CelOverload(name, member, [.. types.Select(CelClr.CelTypeOf)], CelClr.CelTypeOf(result), code, mixed));
    }
}
