namespace Fraud.Scoring.Cel.Syntax;

/// <summary>A part of an expression as written.</summary>
/// <param name="Position">Where it is reported: the operator of an operation, the name of a field or function, otherwise its first character.</param>
internal abstract record CelNode(int Position);

/// <summary>A literal.</summary>
internal sealed record CelLiteral(int Position, CelValue Value) : CelNode(Position);

/// <summary>A simple name; rooted when a dot stands before it.</summary>
internal sealed record CelName(int Position, string Name, bool Rooted) : CelNode(Position);

/// <summary><c>operand.field</c>.</summary>
internal sealed record CelSelect(int Position, CelNode Operand, string Field) : CelNode(Position);

/// <summary><c>has(operand.field)</c>.</summary>
internal sealed record CelHas(int Position, CelSelect Field) : CelNode(Position);

/// <summary>An operator by its specified name, e.g. <c>_+_</c>, or a function, with a target when written <c>target.f()</c>.</summary>
internal sealed record CelCall(int Position, string Function, CelNode? Target, IReadOnlyList<CelNode> Arguments) : CelNode(Position);

/// <summary>A chain of <c>&amp;&amp;</c> or <c>||</c>, flat so that long chains are not deep.</summary>
internal sealed record CelLogical(int Position, bool IsAnd, IReadOnlyList<CelNode> Terms) : CelNode(Position);

/// <summary><c>condition ? yes : no</c>.</summary>
internal sealed record CelConditional(int Position, CelNode Condition, CelNode Yes, CelNode No) : CelNode(Position);

/// <summary><c>[a, b]</c>.</summary>
internal sealed record CelListNode(int Position, IReadOnlyList<CelNode> Elements) : CelNode(Position);

/// <summary><c>{k: v}</c>, keys and values in turn.</summary>
internal sealed record CelMapNode(int Position, IReadOnlyList<CelNode> KeysAndValues) : CelNode(Position);

/// <summary>A macro that walks over a list or the keys of a map.</summary>
/// <param name="Position">Where it is reported.</param>
/// <param name="Kind">Which macro.</param>
/// <param name="Range">What it walks over.</param>
/// <param name="Variable">Name of the element in predicate and transformation.</param>
/// <param name="Predicate">Condition on the element; null for <c>map</c> without one.</param>
/// <param name="Transform">What <c>map</c> makes of the element; null for the others.</param>
internal sealed record CelMacro(int Position, CelMacroKind Kind, CelNode Range, string Variable, CelNode? Predicate, CelNode? Transform)
    : CelNode(Position);
