using Fraud.Scoring.Cel.Functions;

namespace Fraud.Scoring.Cel.Checking;

/// <summary>Applies a conversion to a constant while checking, so that it costs nothing when evaluated.</summary>
internal static class CelConstantCall
{
    public static CelValue Invoke(CelOverload overload, CelValue argument)
    {
        var input = Unwrap(argument);
        if (!overload.IsPartial)
            return Wrap(overload.Method.Invoke(null, [input])!);
        object?[] arguments = [input, null];
        var failure = (CelFailure)overload.Method.Invoke(null, arguments)!;
        return failure == CelFailure.None ? Wrap(arguments[1]!) : CelValue.Failed(failure);
    }

    private static object Unwrap(CelValue value) => value.Kind switch
    {
        CelKind.Bool => value.Bool,
        CelKind.Int => value.Int,
        CelKind.Uint => value.Uint,
        CelKind.Double => value.Double,
        CelKind.String => value.String,
        CelKind.Bytes => value.Bytes,
        CelKind.Timestamp => value.Timestamp,
        CelKind.Duration => value.Duration,
        _ => throw new InvalidOperationException($"No conversion takes {value.Kind}."),
    };

    private static CelValue Wrap(object value) => value switch
    {
        bool b => CelValue.Of(b),
        long l => CelValue.Of(l),
        ulong u => CelValue.Of(u),
        double d => CelValue.Of(d),
        string s => CelValue.Of(s),
        byte[] b => CelValue.Of(b),
        CelTimestamp t => CelValue.Of(t),
        CelDuration d => CelValue.Of(d),
        _ => throw new InvalidOperationException($"No conversion gives {value.GetType().Name}."),
    };
}
