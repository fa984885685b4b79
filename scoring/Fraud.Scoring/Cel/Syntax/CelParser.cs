using System.Globalization;

namespace Fraud.Scoring.Cel.Syntax;

/// <summary>Recursive-descent parser for the specification's grammar, one method per precedence level.</summary>
internal sealed class CelParser
{
    private static readonly HashSet<string> Reserved =
    [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return",
        "var", "void", "while",
    ];

    private readonly List<CelToken> _tokens;
    private readonly CelLimits _limits;
    private int _next;
    private int _depth;

    private CelParser(List<CelToken> tokens, CelLimits limits)
    {
        _tokens = tokens;
        _limits = limits;
    }

    private CelToken Current => _tokens[_next];

    /// <summary>Parses one expression.</summary>
    /// <exception cref="CelSyntaxException">It is not CEL, or is larger than the limits allow.</exception>
    public static CelNode Parse(string source, CelLimits limits)
    {
        if (source.Length > limits.SourceLengthMax)
            throw new CelSyntaxException(limits.SourceLengthMax, $"the expression is longer than {limits.SourceLengthMax} characters");
        var parser = new CelParser(CelLexer.Read(source), limits);
        var node = parser.Expression();
        if (parser.Current.Kind != CelTokenKind.End)
            throw Unexpected(parser.Current, "an operator or the end");
        return node;
    }

    private CelNode Expression()
    {
        Enter(Current.Position);
        var condition = Logical(isAnd: false);
        if (Current.Is("?"))
        {
            var position = Take().Position;
            var yes = Logical(isAnd: false);
            Expect(":");
            condition = new CelConditional(position, condition, yes, Expression());
        }

        _depth--;
        return condition;
    }

    private CelNode Logical(bool isAnd)
    {
        var symbol = isAnd ? "&&" : "||";
        var first = isAnd ? Relation() : Logical(isAnd: true);
        if (!Current.Is(symbol))
            return first;
        var position = Current.Position;
        var terms = new List<CelNode> { first };
        while (TryTake(symbol))
            terms.Add(isAnd ? Relation() : Logical(isAnd: true));
        return new CelLogical(position, isAnd, terms);
    }

    private CelNode Relation() => LeftAssociative(
        token => token.Is("<") || token.Is("<=") || token.Is(">") || token.Is(">=") || token.Is("==") || token.Is("!=") || IsWord(token, "in"),
        Addition);

    private CelNode Addition() => LeftAssociative(token => token.Is("+") || token.Is("-"), Multiplication);

    private CelNode Multiplication() => LeftAssociative(token => token.Is("*") || token.Is("/") || token.Is("%"), Unary);

    private CelNode LeftAssociative(Func<CelToken, bool> isOperator, Func<CelNode> operand)
    {
        var left = operand();
        var levels = 0;
        while (isOperator(Current))
        {
            Enter(Current.Position);
            levels++;
            var symbol = Take();
            left = new CelCall(symbol.Position, symbol.Text == "in" ? "@in" : $"_{symbol.Text}_", null, [left, operand()]);
        }

        _depth -= levels;
        return left;
    }

    private CelNode Unary()
    {
        if (!Current.Is("!") && !Current.Is("-"))
            return Member();
        var symbol = Current;
        var count = 0;
        while (TryTake(symbol.Text))
            count++;
        if (symbol.Text == "-" && Current.Kind is CelTokenKind.Int or CelTokenKind.Double)
        {
            // The last sign belongs to the literal, so that the smallest int can be written.
            var literal = Suffixes(CelNumberLiteral.Read(Take(), negative: true));
            return count % 2 == 1 ? literal : new CelCall(symbol.Position, "-_", null, [literal]);
        }

        var operand = Member();
        return count % 2 == 0 ? operand : new CelCall(symbol.Position, symbol.Text == "-" ? "-_" : "!_", null, [operand]);
    }

    private CelNode Member() => Suffixes(Primary());

    private CelNode Suffixes(CelNode node)
    {
        var levels = 0;
        while (Current.Is(".") || Current.Is("["))
        {
            Enter(Current.Position);
            levels++;
            var symbol = Take();
            node = symbol.Text == "[" ? Index(symbol, node) : Field(node);
        }

        if (Current.Is("{") && node is CelName or CelSelect)
            throw new CelSyntaxException(Current.Position, "messages cannot be built here; only lists and maps can");
        _depth -= levels;
        return node;
    }

    private CelCall Index(CelToken open, CelNode operand)
    {
        var index = Expression();
        Expect("]");
        return new CelCall(open.Position, "_[_]", null, [operand, index]);
    }

    private CelNode Field(CelNode operand)
    {
        if (Current.Kind == CelTokenKind.QuotedField)
        {
            var quoted = Take();
            return new CelSelect(quoted.Position, operand, (string)quoted.Value!);
        }

        var name = Selector();
        if (!TryTake("("))
            return new CelSelect(name.Position, operand, name.Text);
        var arguments = ExpressionsUntil(")");
        return (CelNode?)CelMacros.Expand(name, operand, arguments) ?? new CelCall(name.Position, name.Text, operand, arguments);
    }

    private CelNode Primary()
    {
        var token = Take();
        switch (token.Kind)
        {
            case CelTokenKind.Int or CelTokenKind.Uint or CelTokenKind.Double:
                return CelNumberLiteral.Read(token, negative: false);
            case CelTokenKind.String:
                return new CelLiteral(token.Position, CelValue.Of((string)token.Value!));
            case CelTokenKind.Bytes:
                return new CelLiteral(token.Position, CelValue.Of((byte[])token.Value!));
            case CelTokenKind.Identifier:
                return Word(token, rooted: false);
        }

        switch (token.Text)
        {
            case "." when Current.Kind == CelTokenKind.Identifier:
                return Word(Take(), rooted: true);
            case "(":
                var inner = Expression();
                Expect(")");
                return inner;
            case "[":
                return new CelListNode(token.Position, ExpressionsUntil("]"));
            case "{":
                return Map(token.Position);
            default:
                throw Unexpected(token, "a value");
        }
    }

    private CelNode Word(CelToken token, bool rooted)
    {
        switch (token.Text)
        {
            case "true" or "false" when !rooted:
                return new CelLiteral(token.Position, CelValue.Of(token.Text == "true"));
            case "null" when !rooted:
                return new CelLiteral(token.Position, CelValue.Null);
            case "in" or "true" or "false" or "null":
                throw Unexpected(token, "a value");
        }

        if (Reserved.Contains(token.Text))
            throw new CelSyntaxException(token.Position, $"'{token.Text}' is a reserved word");
        if (!TryTake("("))
            return new CelName(token.Position, token.Text, rooted);
        var arguments = ExpressionsUntil(")");
        if (token.Text != "has" || rooted)
            return new CelCall(token.Position, token.Text, null, arguments);
        return arguments is [CelSelect field]
            ? new CelHas(token.Position, field)
            : throw new CelSyntaxException(token.Position, "has() takes one field, e.g. has(payment.mcc)");
    }

    private CelMapNode Map(int position)
    {
        var entries = new List<CelNode>();
        while (!Current.Is("}"))
        {
            entries.Add(Expression());
            Expect(":");
            entries.Add(Expression());
            if (!TryTake(","))
                break;
        }

        Expect("}");
        return new CelMapNode(position, entries);
    }

    private List<CelNode> ExpressionsUntil(string close)
    {
        var expressions = new List<CelNode>();
        while (!Current.Is(close))
        {
            expressions.Add(Expression());
            if (!TryTake(","))
                break;
            if (close == ")" && Current.Is(close))
                throw Unexpected(Current, "an argument");
        }

        Expect(close);
        return expressions;
    }

    private CelToken Selector()
    {
        var token = Take();
        if (token.Kind != CelTokenKind.Identifier || token.Text is "true" or "false" or "null" or "in")
            throw Unexpected(token, "a field name");
        return token;
    }

    private void Enter(int position)
    {
        if (++_depth > _limits.DepthMax)
            throw new CelSyntaxException(position, $"the expression is nested more than {_limits.DepthMax} deep");
    }

    private CelToken Take()
    {
        var token = _tokens[_next];
        if (token.Kind != CelTokenKind.End)
            _next++;
        return token;
    }

    private bool TryTake(string text)
    {
        if (!Current.Is(text))
            return false;
        _next++;
        return true;
    }

    private void Expect(string text)
    {
        if (!TryTake(text))
            throw Unexpected(Current, $"'{text}'");
    }

    private static bool IsWord(CelToken token, string word) => token.Kind == CelTokenKind.Identifier && token.Text == word;

    private static CelSyntaxException Unexpected(CelToken token, string wanted) => new(
        token.Position, string.Create(CultureInfo.InvariantCulture, $"expected {wanted}, found {token}"));
}
