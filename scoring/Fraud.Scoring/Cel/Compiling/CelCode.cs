using System.Linq.Expressions;

namespace Fraud.Scoring.Cel.Compiling;

/// <summary>
/// The body of a compiled expression as one flat list of statements with jumps between them. A part that fails puts the failure into
/// <see cref="Fault"/> and jumps, so nothing throws and the path without failures tests and jumps only.
/// </summary>
internal sealed class CelCode
{
    private readonly List<ParameterExpression> _locals = [];
    private readonly List<Expression> _statements = [];
    private readonly HashSet<LabelTarget> _targets = [];

    public CelCode() => Fault = Local(typeof(int), "fault");

    /// <summary>The failure that jumps to failure labels carry, as <see cref="CelTruth.Encode"/> gives it.</summary>
    public ParameterExpression Fault { get; }

    /// <summary>Number of statements so far.</summary>
    public int Length => _statements.Count;

    /// <summary>A new label.</summary>
    public static LabelTarget NewLabel(string name) => Expression.Label(name);

    /// <summary>A new variable.</summary>
    public ParameterExpression Local(Type type, string? name = null)
    {
        var local = Expression.Variable(type, name);
        _locals.Add(local);
        return local;
    }

    /// <summary>Adds a statement.</summary>
    public void Add(Expression statement) => _statements.Add(statement);

    /// <summary>Adds a statement before those that were added since <see cref="Length"/> was <paramref name="index"/>.</summary>
    public void Insert(int index, Expression statement) => _statements.Insert(index, statement);

    /// <summary>Assigns to a variable.</summary>
    public void Assign(ParameterExpression local, Expression value) => Add(Expression.Assign(local, value));

    /// <summary>Evaluates once into a new variable.</summary>
    public ParameterExpression Store(Expression value)
    {
        var local = Local(value.Type);
        Assign(local, value);
        return local;
    }

    /// <summary>Places a label.</summary>
    public void Mark(LabelTarget label) => Add(Expression.Label(label));

    /// <summary>True when something jumps to the label.</summary>
    public bool IsTarget(LabelTarget label) => _targets.Contains(label);

    /// <summary>Jumps.</summary>
    public void Jump(LabelTarget label) => Add(Goto(label));

    /// <summary>Jumps when a condition holds.</summary>
    public void JumpIf(Expression condition, LabelTarget label) => Add(Expression.IfThen(condition, Goto(label)));

    /// <summary>Jumps one way or the other.</summary>
    public void Choose(Expression condition, LabelTarget yes, LabelTarget no) => Add(Expression.IfThenElse(condition, Goto(yes), Goto(no)));

    /// <summary>Fails.</summary>
    public void Fail(CelFailure failure, int position, LabelTarget onFail) => Add(Failing(failure, position, onFail));

    /// <summary>Fails when a condition holds.</summary>
    public void FailIf(Expression condition, CelFailure failure, int position, LabelTarget onFail) =>
        Add(Expression.IfThen(condition, Failing(failure, position, onFail)));

    /// <summary>Fails when a failure is not <see cref="CelFailure.None"/>.</summary>
    public void FailUnlessNone(Expression failure, int position, LabelTarget onFail)
    {
        var code = Store(Expression.Convert(failure, typeof(int)));
        Add(Expression.IfThen(
            Expression.NotEqual(code, Expression.Constant(0)),
            Expression.Block(
                Expression.Assign(Fault, Expression.Or(code, Expression.Constant(CelTruth.Encode(CelFailure.None, position)))),
                Goto(onFail))));
    }

    /// <summary>The statements, followed by the result.</summary>
    public BlockExpression Build(Expression result) => Expression.Block(_locals, [.. _statements, result]);

    private GotoExpression Goto(LabelTarget label)
    {
        _targets.Add(label);
        return Expression.Goto(label);
    }

    private BlockExpression Failing(CelFailure failure, int position, LabelTarget onFail) => Expression.Block(
        Expression.Assign(Fault, Expression.Constant(CelTruth.Encode(failure, position))),
        Goto(onFail));
}
