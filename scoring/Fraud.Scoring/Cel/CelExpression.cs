using Fraud.Scoring.Cel.Checking;
using Fraud.Scoring.Cel.Compiling;
using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Cel;

/// <summary>
/// A checked expression of the Common Expression Language (github.com/google/cel-spec, doc/langdef.md). Immutable; compiled delegates are
/// safe for concurrent use.
/// </summary>
public sealed class CelExpression
{
    private readonly CelBound _bound;
    private readonly CelDialect _dialect;
    private readonly Type _inputType;

    private CelExpression(string source, CelBound bound, IReadOnlyCollection<string> names, CelSchema schema, CelDialect dialect)
    {
        Source = source;
        Names = names;
        _bound = bound;
        _dialect = dialect;
        _inputType = schema.InputType;
    }

    /// <summary>The expression as written.</summary>
    public string Source { get; }

    /// <summary>The type of its value, as far as the check knows it.</summary>
    public CelType Type => _bound.Type;

    /// <summary>The names it uses, each once; windows as the features they mean.</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>Parses and checks an expression.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="schema">The names it may use.</param>
    /// <param name="dialect">How it is checked.</param>
    /// <param name="errors">What is wrong; empty when the expression is returned.</param>
    /// <returns>The expression; null when something is wrong.</returns>
    public static CelExpression? TryCheck(string source, CelSchema schema, CelDialect dialect, out IReadOnlyList<CelError> errors)
    {
        CelNode node;
        try
        {
            node = CelParser.Parse(source, dialect.Limits);
        }
        catch (CelSyntaxException error)
        {
            errors = [new CelError(error.Position, error.Message)];
            return null;
        }

        var checker = new CelChecker(schema, dialect);
        var bound = checker.Check(node);
        errors = checker.Errors;
        return errors.Count == 0 ? new CelExpression(source, bound, checker.UsedNames, schema, dialect) : null;
    }

    /// <summary>Compiles the expression as a condition; a value that is not a boolean fails when evaluated.</summary>
    /// <typeparam name="TInput">The schema's input type.</typeparam>
    public Func<TInput, CelTruth> CompileCondition<TInput>()
    {
        RequireInput(typeof(TInput));
        return CelCompiler.Condition<TInput>(_bound, _dialect);
    }

    /// <summary>The condition evaluated by walking its tree instead of by machine code, to compare the two.</summary>
    /// <typeparam name="TInput">The schema's input type.</typeparam>
    internal Func<TInput, CelTruth> InterpretCondition<TInput>()
    {
        RequireInput(typeof(TInput));
        return CelCompiler.Condition<TInput>(_bound, _dialect, interpreted: true);
    }

    /// <summary>Compiles the expression for its value.</summary>
    /// <typeparam name="TInput">The schema's input type.</typeparam>
    public Func<TInput, CelValue> Compile<TInput>()
    {
        RequireInput(typeof(TInput));
        return CelCompiler.Function<TInput>(_bound, _dialect);
    }

    private void RequireInput(Type type)
    {
        if (type != _inputType)
            throw new ArgumentException($"The expression was checked for {_inputType.Name} input, not for {type.Name}.");
    }
}
