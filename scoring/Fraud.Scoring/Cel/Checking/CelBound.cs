using System.Text.RegularExpressions;
using Fraud.Scoring.Cel.Functions;
using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Cel.Checking;

/// <summary>A part of a checked expression: names resolved, overloads chosen, types known as far as they can be.</summary>
internal abstract record CelBound(int Position, CelType Type);

/// <summary>A constant.</summary>
internal sealed record BoundConstant(int Position, CelType Type, CelValue Value) : CelBound(Position, Type);

/// <summary>A name of the schema.</summary>
internal sealed record BoundVariable(int Position, CelVariable Variable) : CelBound(Position, Variable.Type);

/// <summary>The element that a macro walks over.</summary>
internal sealed record BoundElement(int Position, CelElement Element) : CelBound(Position, Element.Type);

/// <summary>A function whose overload is known.</summary>
internal sealed record BoundCall(int Position, CelType Type, CelOverload Overload, CelBound[] Arguments) : CelBound(Position, Type);

/// <summary>A function whose overload depends on the kinds of dynamic arguments.</summary>
internal sealed record BoundDispatch(int Position, CelType Type, CelOverload[] Candidates, CelBound[] Arguments) : CelBound(Position, Type);

/// <summary>A match against a pattern known in advance.</summary>
internal sealed record BoundPattern(int Position, CelBound Text, Regex Pattern) : CelBound(Position, CelType.Bool);

/// <summary>A chain of <c>&amp;&amp;</c> or <c>||</c>.</summary>
internal sealed record BoundLogical(int Position, bool IsAnd, CelBound[] Terms) : CelBound(Position, CelType.Bool);

/// <summary><c>!</c>.</summary>
internal sealed record BoundNot(int Position, CelBound Operand) : CelBound(Position, CelType.Bool);

/// <summary><c>?:</c>.</summary>
internal sealed record BoundConditional(int Position, CelType Type, CelBound Condition, CelBound Yes, CelBound No) : CelBound(Position, Type);

/// <summary><c>==</c>, or <c>!=</c> when negated.</summary>
internal sealed record BoundEquality(int Position, CelBound Left, CelBound Right, bool IsNegated) : CelBound(Position, CelType.Bool);

/// <summary><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</summary>
internal sealed record BoundOrder(int Position, string Operator, CelBound Left, CelBound Right) : CelBound(Position, CelType.Bool);

/// <summary><c>in</c> a list, a map, or something dynamic.</summary>
internal sealed record BoundMembership(int Position, CelBound Element, CelBound Container) : CelBound(Position, CelType.Bool);

/// <summary><c>in</c> a list of constants of the element's own type.</summary>
internal sealed record BoundSet(int Position, CelBound Element, CelValue[] Members) : CelBound(Position, CelType.Bool);

/// <summary><c>operand[index]</c>, also a field of a map.</summary>
internal sealed record BoundIndex(int Position, CelType Type, CelBound Operand, CelBound Index) : CelBound(Position, Type);

/// <summary><c>has(variable)</c> of a name of the schema.</summary>
internal sealed record BoundHasVariable(int Position, CelVariable Variable) : CelBound(Position, CelType.Bool);

/// <summary><c>has(operand.field)</c> of a map.</summary>
internal sealed record BoundHasField(int Position, CelBound Operand, string Field) : CelBound(Position, CelType.Bool);

/// <summary>A list.</summary>
internal sealed record BoundList(int Position, CelType Type, CelBound[] Elements) : CelBound(Position, Type);

/// <summary>A map; keys and values in turn.</summary>
internal sealed record BoundMap(int Position, CelType Type, CelBound[] KeysAndValues) : CelBound(Position, Type);

/// <summary>A macro.</summary>
internal sealed record BoundMacro(
    int Position, CelType Type, CelMacroKind Kind, CelBound Range, CelElement Element, CelBound? Predicate, CelBound? Transform)
    : CelBound(Position, Type);

/// <summary><c>type(operand)</c>.</summary>
internal sealed record BoundTypeOf(int Position, CelBound Operand) : CelBound(Position, CelType.Type);

/// <summary>The operand seen as <c>dyn</c>.</summary>
internal sealed record BoundDyn(int Position, CelBound Operand) : CelBound(Position, CelType.Dyn);

/// <summary>What cannot have a value, left to the evaluation because types are not checked.</summary>
internal sealed record BoundFailure(int Position, CelFailure Failure) : CelBound(Position, CelType.Dyn);
