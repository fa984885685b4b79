using System.Linq.Expressions;
using Fraud.Scoring.Cel.Checking;

namespace Fraud.Scoring.Cel.Compiling;

/// <content>Conditions, as jumps.</content>
internal sealed partial class CelCompiler
{
    private const int SetChainMax = 8;

    // Jumps to exactly one of the three labels.
    private void Branch(CelBound bound, LabelTarget yes, LabelTarget no, LabelTarget onFail)
    {
        switch (bound)
        {
            case BoundConstant { Value.Kind: CelKind.Bool } constant:
                _code.Jump(constant.Value.Bool ? yes : no);
                break;
            case BoundNot not:
                Branch(not.Operand, no, yes, onFail);
                break;
            case BoundLogical logical:
                Logical(logical, yes, no, onFail);
                break;
            case BoundEquality equality:
                var equal = Equal(equality, onFail);
                _code.Choose(equal, equality.IsNegated ? no : yes, equality.IsNegated ? yes : no);
                break;
            case BoundOrder order:
                Order(order, yes, no, onFail);
                break;
            case BoundSet set:
                _code.Choose(InSet(set, onFail), yes, no);
                break;
            case BoundMembership membership:
                _code.Choose(Membership(membership, onFail), yes, no);
                break;
            case BoundHasVariable has:
                HasVariable(has.Variable, yes, no);
                break;
            case BoundHasField has:
                _code.Choose(HasField(has, onFail), yes, no);
                break;
            case BoundMacro { Transform: null } macro when macro.Kind != Syntax.CelMacroKind.Filter:
                Quantify(macro, yes, no, onFail);
                break;
            default:
                _code.Choose(AsBool(Value(bound, onFail), bound.Position, onFail), yes, no);
                break;
        }
    }

    private Expression AsBool(Expression value, int position, LabelTarget onFail)
    {
        if (value.Type == typeof(bool))
            return value;
        FailUnlessKind(value, CelKind.Bool, position, onFail);
        return Expression.Property(value, nameof(CelValue.Bool));
    }

    // A term that fails does not decide: if another term decides, the failure is forgotten, otherwise it is the result.
    private void Logical(BoundLogical bound, LabelTarget yes, LabelTarget no, LabelTarget onFail)
    {
        var start = _code.Length;
        ParameterExpression? pending = null;
        foreach (var term in bound.Terms)
        {
            var (next, failed) = (CelCode.NewLabel("next"), CelCode.NewLabel("failed"));
            Branch(term, bound.IsAnd ? next : yes, bound.IsAnd ? no : next, failed);
            if (_code.IsTarget(failed))
            {
                pending ??= _code.Local(typeof(int), "pending");
                _code.Mark(failed);
                _code.Assign(pending, Expression.Call(typeof(CelTruth), nameof(CelTruth.Merge), null, pending, _code.Fault));
            }

            _code.Mark(next);
        }

        if (pending is not null)
        {
            // Inside a macro the variable still holds the failure of the element before.
            _code.Insert(start, Expression.Assign(pending, Expression.Constant(0)));
            FailIfPending(pending, onFail);
        }

        _code.Jump(bound.IsAnd ? yes : no);
    }

    private void FailIfPending(ParameterExpression pending, LabelTarget onFail)
    {
        var none = CelCode.NewLabel("none");
        _code.JumpIf(Expression.Equal(pending, Expression.Constant(0)), none);
        _code.Assign(_code.Fault, pending);
        _code.Jump(onFail);
        _code.Mark(none);
    }

    private BinaryExpression Equal(BoundEquality bound, LabelTarget onFail)
    {
        var (left, right) = (Value(bound.Left, onFail), Value(bound.Right, onFail));
        var isScalar = bound.Left.Type.Kind is CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Double or CelKind.String
            or CelKind.Timestamp or CelKind.Duration;
        if (isScalar && left.Type == right.Type)
            return Expression.Equal(left, right);
        var values = (Left: _code.Store(CelClr.ToValue(left)), Right: _code.Store(CelClr.ToValue(right)));
        ChargeInLoop(values.Left, bound.Position, onFail);
        var equal = Expression.Call(typeof(CelEquality), nameof(CelEquality.AreEqual), null, values.Left, values.Right);
        return Expression.Equal(equal, Expression.Constant(true));
    }

    private void Order(BoundOrder bound, LabelTarget yes, LabelTarget no, LabelTarget onFail)
    {
        var (left, right) = (Value(bound.Left, onFail), Value(bound.Right, onFail));
        if (left.Type == right.Type && bound.Left.Type.IsNumeric)
        {
            _code.JumpIf(Compare(bound.Operator, left, right), yes);
            if (bound.Left.Type.Kind == CelKind.Double && !_dialect.NanIsMissing)
                _code.FailIf(Expression.Or(IsNan(left), IsNan(right)), CelFailure.Unordered, bound.Position, onFail);
            _code.Jump(no);
            return;
        }

        var order = _code.Store(OrderOf(bound, left, right));
        if (order.Type == typeof(int) && MayBeUnordered(bound))
        {
            _code.FailIf(
                Expression.Equal(order, Expression.Constant(CelOrdering.Incomparable)), CelFailure.NoMatchingOverload, bound.Position, onFail);
            var nan = _dialect.NanIsMissing ? CelFailure.Missing : CelFailure.Unordered;
            _code.FailIf(Expression.Equal(order, Expression.Constant(CelOrdering.Unordered)), nan, bound.Position, onFail);
        }

        _code.Choose(Compare(bound.Operator, order, Expression.Constant(0)), yes, no);
    }

    private static MethodCallExpression OrderOf(BoundOrder bound, Expression left, Expression right) => bound.Left.Type.Kind switch
    {
        CelKind.String or CelKind.Bytes when left.Type == right.Type =>
            Expression.Call(typeof(CelOrdering), nameof(CelOrdering.Compare), null, left, right),
        CelKind.Timestamp or CelKind.Duration when left.Type == right.Type =>
            Expression.Call(left, left.Type.GetMethod(nameof(CelDuration.CompareTo), [right.Type])!, right),
        CelKind.Int or CelKind.Uint when bound.Right.Type.Kind == CelKind.Double =>
            Expression.Call(typeof(CelOrdering), nameof(CelOrdering.Compare), null, left, right),
        _ => Expression.Call(typeof(CelOrdering), nameof(CelOrdering.Compare), null, CelClr.ToValue(left), CelClr.ToValue(right)),
    };

    private static bool MayBeUnordered(BoundOrder bound) =>
        bound.Left.Type.Kind != bound.Right.Type.Kind || bound.Left.Type.IsDyn || !CelChecker.IsOrdered(bound.Left.Type);

    private static BinaryExpression Compare(string symbol, Expression left, Expression right) => symbol switch
    {
        "<" => Expression.LessThan(left, right),
        "<=" => Expression.LessThanOrEqual(left, right),
        ">" => Expression.GreaterThan(left, right),
        _ => Expression.GreaterThanOrEqual(left, right),
    };

    private static BinaryExpression IsNan(Expression value) => Expression.NotEqual(value, value);

    private Expression InSet(BoundSet bound, LabelTarget onFail)
    {
        var element = Value(bound.Element, onFail);
        if (bound.Members.Length > SetChainMax && element.Type == typeof(string))
        {
            var set = new StringSet(bound.Members.Select(member => member.String));
            return Expression.Call(Expression.Constant(set), nameof(StringSet.Contains), null, element);
        }

        return bound.Members.Length > SetChainMax
            ? Expression.Call(Expression.Constant(new CelList(bound.Members)), nameof(CelList.Contains), null, CelClr.ToValue(element))
            : bound.Members.Select(member => (Expression)Expression.Equal(element, CelClr.Constant(member)))
                .DefaultIfEmpty(Expression.Constant(false))
                .Aggregate(Expression.OrElse);
    }

    private Expression Membership(BoundMembership bound, LabelTarget onFail)
    {
        var element = Value(bound.Element, onFail);
        if (bound.Container is BoundVariable { Variable.Contains: { } contains })
        {
            return element.Type == typeof(string)
                ? contains(_input, element)
                : Expression.AndAlso(HasKind(element, CelKind.String), contains(_input, Expression.Property(element, nameof(CelValue.String))));
        }

        var value = _code.Store(CelClr.ToValue(element));
        var container = Value(bound.Container, onFail);
        ChargeInLoop(container, bound.Position, onFail);
        if (container.Type == typeof(CelList))
            return Expression.Call(container, nameof(CelList.Contains), null, value);
        if (container.Type == typeof(CelMap))
            return Expression.Call(typeof(CelDynamic), nameof(CelDynamic.HasKey), null, container, value);
        return Try(nameof(CelDynamic.TryContains), typeof(bool), bound.Position, onFail, value, container);
    }

    private void HasVariable(CelVariable variable, LabelTarget yes, LabelTarget no)
    {
        var raw = _code.Store(variable.Read(_input));
        if (raw.Type == typeof(CelValue))
            _code.Choose(Expression.Property(raw, nameof(CelValue.IsFailure)), no, yes);
        else if (variable.IsMissing is { } isMissing)
            _code.Choose(isMissing(raw), no, yes);
        else
            _code.Jump(yes);
    }

    private ParameterExpression HasField(BoundHasField bound, LabelTarget onFail)
    {
        var operand = CelClr.ToValue(Value(bound.Operand, onFail));
        return Try(nameof(CelDynamic.TryHas), typeof(bool), bound.Position, onFail, operand, Expression.Constant(bound.Field));
    }
}
