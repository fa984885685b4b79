using System.Linq.Expressions;
using Fraud.Scoring.Cel.Checking;

namespace Fraud.Scoring.Cel.Compiling;

/// <summary>
/// Turns a checked expression into a delegate. Conditions become jumps; scalars live in variables of their own CLR type, so an expression
/// over numbers, texts and booleans neither boxes nor allocates.
/// </summary>
internal sealed partial class CelCompiler
{
    private readonly CelCode _code = new();
    private readonly CelDialect _dialect;
    private readonly ParameterExpression _input;
    private readonly Dictionary<CelElement, Expression> _elements = [];
    private readonly Lazy<ParameterExpression> _cost;
    private int _loops;

    private CelCompiler(CelDialect dialect, Type inputType)
    {
        _dialect = dialect;
        _input = Expression.Parameter(inputType, "input");
        _cost = new Lazy<ParameterExpression>(() => _code.Local(typeof(int), "cost"));
    }

    /// <summary>Compiles a condition, or prepares it for interpretation.</summary>
    public static Func<TInput, CelTruth> Condition<TInput>(CelBound bound, CelDialect dialect, bool interpreted = false)
    {
        var compiler = new CelCompiler(dialect, typeof(TInput));
        var body = compiler.ConditionBody(bound);
        return Expression.Lambda<Func<TInput, CelTruth>>(body, compiler._input).Compile(interpreted);
    }

    /// <summary>Compiles an expression of any type.</summary>
    public static Func<TInput, CelValue> Function<TInput>(CelBound bound, CelDialect dialect)
    {
        var compiler = new CelCompiler(dialect, typeof(TInput));
        var body = compiler.FunctionBody(bound);
        return Expression.Lambda<Func<TInput, CelValue>>(body, compiler._input).Compile();
    }

    private BlockExpression ConditionBody(CelBound bound)
    {
        var (yes, no, fail, end) = (CelCode.NewLabel("yes"), CelCode.NewLabel("no"), CelCode.NewLabel("fail"), CelCode.NewLabel("end"));
        var truth = _code.Local(typeof(int), "truth");
        Branch(bound, yes, no, fail);
        _code.Mark(yes);
        _code.Assign(truth, Expression.Constant(1));
        _code.Jump(end);
        _code.Mark(no);
        _code.Assign(truth, Expression.Constant(0));
        _code.Jump(end);
        _code.Mark(fail);
        _code.Assign(truth, _code.Fault);
        _code.Mark(end);
        var constructor = typeof(CelTruth).GetConstructor(
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic, [typeof(int)])!;
        return _code.Build(Expression.New(constructor, truth));
    }

    private BlockExpression FunctionBody(CelBound bound)
    {
        var (fail, end) = (CelCode.NewLabel("fail"), CelCode.NewLabel("end"));
        var result = _code.Local(typeof(CelValue), "result");
        _code.Assign(result, CelClr.ToValue(Value(bound, fail)));
        _code.Jump(end);
        _code.Mark(fail);
        _code.Assign(result, Expression.Call(typeof(CelDynamic), nameof(CelDynamic.Fault), null, _code.Fault));
        _code.Mark(end);
        return _code.Build(result);
    }

    // The value in the CLR form of its type.
    private Expression Value(CelBound bound, LabelTarget onFail) => bound switch
    {
        BoundConstant constant => CelClr.Constant(constant.Value),
        BoundVariable variable => Variable(variable, onFail),
        BoundElement element => _elements[element.Element],
        BoundCall call => Call(call.Overload, [.. call.Arguments.Select(argument => Value(argument, onFail))], call.Position, onFail),
        BoundDispatch dispatch => Dispatch(dispatch, onFail),
        BoundPattern pattern => Pattern(pattern, onFail),
        BoundConditional conditional => Conditional(conditional, onFail),
        BoundIndex index => Index(index, onFail),
        BoundList list => List(list, onFail),
        BoundMap map => Map(map, onFail),
        BoundMacro { Transform: not null } or BoundMacro { Kind: Syntax.CelMacroKind.Filter } => Collect((BoundMacro)bound, onFail),
        BoundTypeOf typeOf => TypeOf(typeOf, onFail),
        BoundDyn dyn => CelClr.ToValue(Value(dyn.Operand, onFail)),
        BoundFailure failure => Failure(failure, onFail),
        _ => BranchValue(bound, onFail),
    };

    private ParameterExpression BranchValue(CelBound bound, LabelTarget onFail)
    {
        var (yes, no, end) = (CelCode.NewLabel("yes"), CelCode.NewLabel("no"), CelCode.NewLabel("end"));
        var result = _code.Local(typeof(bool));
        Branch(bound, yes, no, onFail);
        _code.Mark(yes);
        _code.Assign(result, Expression.Constant(true));
        _code.Jump(end);
        _code.Mark(no);
        _code.Assign(result, Expression.Constant(false));
        _code.Mark(end);
        return result;
    }

    private ParameterExpression Variable(BoundVariable bound, LabelTarget onFail)
    {
        var variable = bound.Variable;
        var raw = _code.Store(variable.Read(_input));
        if (raw.Type == typeof(CelValue))
        {
            var isFailure = Expression.Property(raw, nameof(CelValue.IsFailure));
            var ok = CelCode.NewLabel("ok");
            _code.JumpIf(Expression.Not(isFailure), ok);
            _code.FailUnlessNone(Expression.Property(raw, nameof(CelValue.Failure)), bound.Position, onFail);
            _code.Mark(ok);
        }
        else if (variable.IsMissing is { } isMissing)
        {
            _code.FailIf(isMissing(raw), CelFailure.Missing, bound.Position, onFail);
        }

        return variable.Convert is { } convert ? _code.Store(convert(raw)) : raw;
    }

    private DefaultExpression Failure(BoundFailure failure, LabelTarget onFail)
    {
        _code.Fail(failure.Failure, failure.Position, onFail);
        return Expression.Default(typeof(CelValue));
    }

    private ParameterExpression Conditional(BoundConditional bound, LabelTarget onFail)
    {
        var (yes, no, end) = (CelCode.NewLabel("yes"), CelCode.NewLabel("no"), CelCode.NewLabel("end"));
        var result = _code.Local(CelClr.ClrTypeOf(bound.Type));
        Branch(bound.Condition, yes, no, onFail);
        _code.Mark(yes);
        _code.Assign(result, Widened(Value(bound.Yes, onFail), result.Type));
        _code.Jump(end);
        _code.Mark(no);
        _code.Assign(result, Widened(Value(bound.No, onFail), result.Type));
        _code.Mark(end);
        return result;
    }

    private static Expression Widened(Expression value, Type type) => value.Type == type ? value : CelClr.ToValue(value);
}
