using System.Linq.Expressions;
using Fraud.Scoring.Cel.Checking;
using Fraud.Scoring.Cel.Functions;

namespace Fraud.Scoring.Cel.Compiling;

/// <content>Functions, lists and maps.</content>
internal sealed partial class CelCompiler
{
    private ParameterExpression Call(CelOverload overload, Expression[] arguments, int position, LabelTarget onFail)
    {
        foreach (var argument in arguments.Where(argument => argument.Type == typeof(string) || argument.Type == typeof(byte[])))
            ChargeInLoop(argument, position, onFail);
        ParameterExpression result;
        if (overload.IsPartial)
        {
            result = _code.Local(CelClr.ClrTypeOf(overload.Result));
            _code.FailUnlessNone(Expression.Call(overload.Method, [.. arguments, result]), position, onFail);
        }
        else
        {
            result = _code.Store(Expression.Call(overload.Method, arguments));
        }

        if (overload.Result.Kind == CelKind.Double && _dialect.NanIsMissing)
            _code.FailIf(IsNan(result), CelFailure.Missing, position, onFail);
        if (overload.Name == "_+_" && result.Type.IsClass)
            Charge(result, position, onFail);
        return result;
    }

    // Tries the candidates in turn against the kinds of the dynamic arguments.
    private ParameterExpression Dispatch(BoundDispatch bound, LabelTarget onFail)
    {
        var end = CelCode.NewLabel("end");
        var result = _code.Local(CelClr.ClrTypeOf(bound.Type));
        var arguments = bound.Arguments.Select(argument => Value(argument, onFail)).ToArray();
        foreach (var candidate in bound.Candidates)
        {
            var next = CelCode.NewLabel("next");
            var typed = new Expression[arguments.Length];
            for (var i = 0; i < arguments.Length; i++)
            {
                typed[i] = arguments[i];
                if (arguments[i].Type != typeof(CelValue) || candidate.Parameters[i].IsDyn)
                    continue;
                _code.JumpIf(Expression.Not(HasKind(arguments[i], candidate.Parameters[i].Kind)), next);
                typed[i] = CelClr.FromValue(arguments[i], candidate.Parameters[i]);
            }

            _code.Assign(result, Widened(Call(candidate, typed, bound.Position, onFail), result.Type));
            _code.Jump(end);
            _code.Mark(next);
        }

        _code.Fail(CelFailure.NoMatchingOverload, bound.Position, onFail);
        _code.Mark(end);
        return result;
    }

    private ParameterExpression Pattern(BoundPattern bound, LabelTarget onFail)
    {
        var text = Value(bound.Text, onFail);
        ChargeInLoop(text, bound.Position, onFail);
        var result = _code.Local(typeof(bool));
        var match = Expression.Call(typeof(CelPattern), nameof(CelPattern.IsMatch), null, text, Expression.Constant(bound.Pattern), result);
        _code.FailUnlessNone(match, bound.Position, onFail);
        return result;
    }

    private Expression Index(BoundIndex bound, LabelTarget onFail)
    {
        var (operand, index) = (Value(bound.Operand, onFail), Value(bound.Index, onFail));
        var value = operand.Type == typeof(CelList) && index.Type == typeof(long)
            ? Try(nameof(CelDynamic.TryAt), typeof(CelValue), bound.Position, onFail, operand, index)
            : Try(nameof(CelDynamic.TryIndex), typeof(CelValue), bound.Position, onFail, CelClr.ToValue(operand), CelClr.ToValue(index));
        return CelClr.FromValue(value, bound.Type);
    }

    private ParameterExpression List(BoundList bound, LabelTarget onFail)
    {
        var elements = bound.Elements.Select(element => CelClr.ToValue(Value(element, onFail))).ToArray();
        var constructor = typeof(CelList).GetConstructor([typeof(CelValue[])])!;
        var list = _code.Store(Expression.New(constructor, Expression.NewArrayInit(typeof(CelValue), elements)));
        ChargeInLoop(list, bound.Position, onFail);
        return list;
    }

    private ParameterExpression Map(BoundMap bound, LabelTarget onFail)
    {
        var parts = bound.KeysAndValues.Select(part => CelClr.ToValue(Value(part, onFail))).ToArray();
        var array = Expression.NewArrayInit(typeof(CelValue), parts);
        var map = Try(nameof(CelDynamic.TryMap), typeof(CelMap), bound.Position, onFail, array);
        ChargeInLoop(map, bound.Position, onFail);
        return map;
    }

    private Expression TypeOf(BoundTypeOf bound, LabelTarget onFail)
    {
        var value = Value(bound.Operand, onFail);
        return value.Type == typeof(CelValue)
            ? Expression.Call(typeof(CelType), nameof(CelType.OfKind), null, Expression.Property(value, nameof(CelValue.Kind)))
            : Expression.Constant(CelType.OfKind(bound.Operand.Type.Kind));
    }

    private ParameterExpression Try(string method, Type resultType, int position, LabelTarget onFail, params Expression[] arguments)
    {
        var result = _code.Local(resultType);
        _code.FailUnlessNone(Expression.Call(typeof(CelDynamic), method, null, [.. arguments, result]), position, onFail);
        return result;
    }

    private static BinaryExpression HasKind(Expression value, CelKind kind) =>
        Expression.Equal(Expression.Property(value, nameof(CelValue.Kind)), Expression.Constant(kind));

    private void FailUnlessKind(Expression value, CelKind kind, int position, LabelTarget onFail) =>
        _code.FailIf(Expression.Not(HasKind(value, kind)), CelFailure.NoMatchingOverload, position, onFail);

    // Outside of macros the work is bounded by the expression's own length times the size of its input.
    private void ChargeInLoop(Expression value, int position, LabelTarget onFail)
    {
        if (_loops > 0 && (value.Type.IsClass || value.Type == typeof(CelValue)) && value.Type != typeof(CelType))
            Charge(value, position, onFail);
    }

    private void Charge(Expression value, int position, LabelTarget onFail) =>
        ChargeUnits(Expression.Call(typeof(CelCost), nameof(CelCost.Of), null, value), position, onFail);

    private void ChargeUnits(Expression units, int position, LabelTarget onFail)
    {
        _code.Assign(_cost.Value, Expression.Add(_cost.Value, units));
        _code.FailIf(
            Expression.GreaterThan(_cost.Value, Expression.Constant(_dialect.Limits.CostMax)), CelFailure.CostExceeded, position, onFail);
    }
}
