using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Cel.Checking;

/// <content>Comparisons, membership and indexing.</content>
internal sealed partial class CelChecker
{
    private CelBound BindEquality(CelCall call, CelBound left, CelBound right)
    {
        AdaptNumbers(ref left, ref right);
        if (dialect.ChecksTypes && !left.Type.Accepts(right.Type) && !MayMix(left.Type, right.Type))
            return NotComparable(call, left, right);
        RefuseMixedUnits(call, left, right);
        return new BoundEquality(call.Position, left, right, call.Function == "_!=_");
    }

    private CelBound BindOrder(CelCall call, CelBound left, CelBound right)
    {
        AdaptNumbers(ref left, ref right);
        if (dialect.ChecksTypes && (!IsOrdered(left.Type) || !IsOrdered(right.Type)
            || (!left.Type.Accepts(right.Type) && !MayMix(left.Type, right.Type))))
            return NotComparable(call, left, right);
        RefuseMixedUnits(call, left, right);
        return new BoundOrder(call.Position, call.Function.Trim('_'), left, right);
    }

    private BoundFailure NotComparable(CelCall call, CelBound left, CelBound right)
    {
        var isNull = left.Type.Kind == CelKind.Null || right.Type.Kind == CelKind.Null;
        var symbol = call.Function.Trim('_');
        return Fail(
            call.Position,
            CelFailure.NoMatchingOverload,
            $"'{symbol}' cannot compare {left.Type} with {right.Type}",
            isNull ? $"{(symbol == "==" ? "!" : "")}has(…)" : null);
    }

    private CelBound BindIn(CelCall call, CelBound element, CelBound container)
    {
        var memberType = container.Type.Kind switch
        {
            CelKind.List => container.Type.Element,
            CelKind.Map => container.Type.Key,
            CelKind.Dyn => CelType.Dyn,
            _ => null,
        };
        if (memberType is null)
            return Fail(call.Position, CelFailure.NoMatchingOverload, $"'in' needs a list or a map on its right, not {container.Type}");
        if (dialect.ChecksTypes && !memberType.Accepts(element.Type) && !MayMix(memberType, element.Type))
            return Fail(call.Position, CelFailure.NoMatchingOverload, $"'in' cannot find a {element.Type} in {container.Type}");
        if (container is BoundConstant { Value.Kind: CelKind.List } list && Members(element.Type, list.Value.List) is { } members)
            return new BoundSet(call.Position, element, members);
        return new BoundMembership(call.Position, element, container);
    }

    // The members when all have the element's own scalar type.
    private CelValue[]? Members(CelType elementType, CelList list)
    {
        if (elementType.Kind is not (CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Double or CelKind.String))
            return null;
        var members = list.Values.ToArray();
        if (dialect.MixesNumbers && elementType.Kind == CelKind.Double)
            members = [.. members.Select(member => ((BoundConstant)AsDoubleConstant(Constant(0, member))).Value)];
        return members.All(member => member.Kind == elementType.Kind) ? members : null;
    }

    private CelBound BindIndex(CelCall call, CelBound operand, CelBound index) => operand.Type.Kind switch
    {
        CelKind.Dyn => new BoundIndex(call.Position, CelType.Dyn, operand, index),
        CelKind.List when index.Type.Kind is CelKind.Int or CelKind.Dyn || !dialect.ChecksTypes =>
            new BoundIndex(call.Position, operand.Type.Element!, operand, index),
        CelKind.Map when operand.Type.Key!.Accepts(index.Type) || MayMix(operand.Type.Key, index.Type) || !dialect.ChecksTypes =>
            new BoundIndex(call.Position, operand.Type.Element!, operand, index),
        _ => Fail(call.Position, CelFailure.NoMatchingOverload, $"{operand.Type} cannot be indexed by {index.Type}"),
    };

    private bool MayMix(CelType left, CelType right) => dialect.MixesNumbers && left.IsNumeric && right.IsNumeric;

    internal static bool IsOrdered(CelType type) => type.Kind is not (CelKind.Null or CelKind.List or CelKind.Map or CelKind.Type);
}
