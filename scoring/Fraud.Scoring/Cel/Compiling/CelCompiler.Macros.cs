using System.Linq.Expressions;
using Fraud.Scoring.Cel.Checking;
using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Cel.Compiling;

/// <content>Macros, as loops.</content>
internal sealed partial class CelCompiler
{
    // Walks over the range. The body must end by jumping to next, or out of the loop.
    private void Walk(BoundMacro macro, LabelTarget onFail, Action<LabelTarget> body)
    {
        var range = Range(macro, onFail);
        var (next, done) = (CelCode.NewLabel("next"), CelCode.NewLabel("done"));
        var index = _code.Local(typeof(int), "index");
        _code.Assign(index, Expression.Constant(-1));
        _code.Mark(next);
        _code.Add(Expression.PreIncrementAssign(index));
        _code.JumpIf(Expression.GreaterThanOrEqual(index, Expression.Property(range, nameof(CelList.Count))), done);
        ChargeUnits(Expression.Constant(1), macro.Position, onFail);
        var value = _code.Store(Expression.MakeIndex(range, typeof(CelList).GetProperty("Item"), [index]));
        _elements[macro.Element] = CelClr.ClrTypeOf(macro.Element.Type) == typeof(CelValue)
            ? value
            : _code.Store(CelClr.FromValue(value, macro.Element.Type));
        _loops++;
        body(next);
        _loops--;
        _code.Mark(done);
    }

    private ParameterExpression Range(BoundMacro macro, LabelTarget onFail)
    {
        var range = Value(macro.Range, onFail);
        return range.Type == typeof(CelList)
            ? _code.Store(range)
            : Try(nameof(CelDynamic.TryRange), typeof(CelList), macro.Position, onFail, CelClr.ToValue(range));
    }

    private void Quantify(BoundMacro macro, LabelTarget yes, LabelTarget no, LabelTarget onFail)
    {
        if (macro.Kind == CelMacroKind.ExistsOne)
        {
            var count = _code.Local(typeof(int), "count");
            _code.Assign(count, Expression.Constant(0));
            Walk(macro, onFail, next =>
            {
                var hit = CelCode.NewLabel("hit");
                Branch(macro.Predicate!, hit, next, onFail);
                _code.Mark(hit);
                _code.Add(Expression.PreIncrementAssign(count));
                _code.Jump(next);
            });
            _code.Choose(Expression.Equal(count, Expression.Constant(1)), yes, no);
            return;
        }

        // As && and || over the elements: a failure counts only if no element decides.
        var isAll = macro.Kind == CelMacroKind.All;
        var pending = _code.Local(typeof(int), "pending");
        _code.Assign(pending, Expression.Constant(0));
        Walk(macro, onFail, next =>
        {
            var failed = CelCode.NewLabel("failed");
            Branch(macro.Predicate!, isAll ? next : yes, isAll ? no : next, failed);
            if (!_code.IsTarget(failed))
                return;
            _code.Mark(failed);
            _code.Assign(pending, Expression.Call(typeof(CelTruth), nameof(CelTruth.Merge), null, pending, _code.Fault));
            JumpUnlessCostExceeded(next, onFail);
        });
        FailIfPending(pending, onFail);
        _code.Jump(isAll ? yes : no);
    }

    // The cost limit is not an error that another element can make good: without this, nested macros would run on for ever.
    private void JumpUnlessCostExceeded(LabelTarget next, LabelTarget onFail)
    {
        var limit = Expression.Constant(_dialect.Limits.CostMax);
        _code.JumpIf(Expression.LessThanOrEqual(_cost.Value, limit), next);
        _code.Jump(onFail);
    }

    private ParameterExpression Collect(BoundMacro macro, LabelTarget onFail)
    {
        var builder = _code.Store(Expression.New(typeof(CelListBuilder)));
        Walk(macro, onFail, next =>
        {
            if (macro.Predicate is not null)
            {
                var keep = CelCode.NewLabel("keep");
                Branch(macro.Predicate, keep, next, onFail);
                _code.Mark(keep);
            }

            var value = macro.Transform is null ? _elements[macro.Element] : Value(macro.Transform, onFail);
            _code.Add(Expression.Call(builder, nameof(CelListBuilder.Add), null, CelClr.ToValue(value)));
            _code.Jump(next);
        });
        return _code.Store(Expression.Call(builder, nameof(CelListBuilder.Build), null));
    }
}
