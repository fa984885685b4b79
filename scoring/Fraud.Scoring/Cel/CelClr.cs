using System.Linq.Expressions;

namespace Fraud.Scoring.Cel;

/// <summary>The CLR form of CEL types in compiled code.</summary>
internal static class CelClr
{
    private static readonly Dictionary<Type, CelType> CelTypes = new()
    {
        [typeof(bool)] = CelType.Bool,
        [typeof(long)] = CelType.Int,
        [typeof(ulong)] = CelType.Uint,
        [typeof(double)] = CelType.Double,
        [typeof(string)] = CelType.String,
        [typeof(byte[])] = CelType.Bytes,
        [typeof(CelList)] = CelType.DynList,
        [typeof(CelMap)] = CelType.DynMap,
        [typeof(CelTimestamp)] = CelType.Timestamp,
        [typeof(CelDuration)] = CelType.Duration,
        [typeof(CelType)] = CelType.Type,
        [typeof(CelValue)] = CelType.Dyn,
    };

    private static readonly Dictionary<CelKind, Type> ClrTypes = CelTypes.ToDictionary(pair => pair.Value.Kind, pair => pair.Key);

    /// <summary>The CEL type of a CLR type.</summary>
    public static CelType CelTypeOf(Type type) => CelTypes[type];

    /// <summary>The CLR type that holds values of a CEL type; <see cref="CelValue"/> for <c>dyn</c> and <c>null</c>.</summary>
    public static Type ClrTypeOf(CelType type) => ClrTypes.GetValueOrDefault(type.Kind, typeof(CelValue));

    /// <summary>Wraps a value of any CLR form.</summary>
    public static Expression ToValue(Expression value) =>
        value.Type == typeof(CelValue) ? value : Expression.Call(typeof(CelValue), nameof(CelValue.Of), null, value);

    /// <summary>Takes the CLR form of a type out of a wrapped value, whose kind must be right.</summary>
    public static Expression FromValue(Expression value, CelType type) =>
        ClrTypeOf(type) == typeof(CelValue) ? value : Expression.Property(value, type.Kind.ToString());

    /// <summary>A constant in its CLR form. Structures are built in place, because a boxed constant would be unboxed at each evaluation.</summary>
    public static Expression Constant(CelValue value) => value.Kind switch
    {
        CelKind.Bool => Expression.Constant(value.Bool),
        CelKind.Int => Expression.Constant(value.Int),
        CelKind.Uint => Expression.Constant(value.Uint),
        CelKind.Double => Expression.Constant(value.Double),
        CelKind.String => Expression.Constant(value.String),
        CelKind.Bytes => Expression.Constant(value.Bytes),
        CelKind.List => Expression.Constant(value.List),
        CelKind.Map => Expression.Constant(value.Map),
        CelKind.Timestamp => Build<CelTimestamp>(value.Timestamp.Seconds, value.Timestamp.Nanos),
        CelKind.Duration => Build<CelDuration>(value.Duration.Nanos),
        CelKind.Type => Expression.Constant(value.Type),
        CelKind.Null => Expression.Field(null, typeof(CelValue), nameof(CelValue.Null)),
        _ => throw new InvalidOperationException($"{value.Kind} is not a constant."),
    };

    private static NewExpression Build<T>(params object[] arguments) =>
        Expression.New(typeof(T).GetConstructor([.. arguments.Select(argument => argument.GetType())])!, arguments.Select(Expression.Constant));
}
