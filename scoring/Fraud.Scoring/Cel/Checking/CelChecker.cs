using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Cel.Checking;

/// <summary>
/// Resolves names and overloads and deduces types. A part with an error becomes one of unknown type, so that one mistake is reported once.
/// </summary>
internal sealed partial class CelChecker(CelSchema schema, CelDialect dialect)
{
    private readonly List<CelError> _errors = [];
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>What is wrong, in the order found.</summary>
    public IReadOnlyList<CelError> Errors => _errors;

    /// <summary>The schema's names that the expression uses.</summary>
    public IReadOnlyCollection<string> UsedNames => _names;

    /// <summary>Checks an expression.</summary>
    public CelBound Check(CelNode node) => Bind(node, null);

    private CelBound Bind(CelNode node, CelScope? scope) => node switch
    {
        CelLiteral literal => Constant(literal.Position, literal.Value),
        CelName or CelSelect => BindName(node, scope),
        CelHas has => BindHas(has, scope),
        CelCall call => BindCall(call, scope),
        CelLogical logical => BindLogical(logical, scope),
        CelConditional conditional => BindConditional(conditional, scope),
        CelListNode list => BindList(list, scope),
        CelMapNode map => BindMap(map, scope),
        CelMacro macro => BindMacro(macro, scope),
        _ => throw new InvalidOperationException($"The checker does not know {node.GetType().Name}."),
    };

    private BoundLogical BindLogical(CelLogical logical, CelScope? scope)
    {
        var terms = logical.Terms.Select(term => Bind(term, scope)).ToArray();
        for (var i = 0; i < terms.Length; i++)
            terms[i] = RequireBool(terms[i], logical.IsAnd ? "'&&'" : "'||'", logical.Terms[i]);
        return new BoundLogical(logical.Position, logical.IsAnd, terms);
    }

    private CelBound BindConditional(CelConditional node, CelScope? scope)
    {
        var condition = RequireBool(Bind(node.Condition, scope), "'?'", node.Condition);
        var (yes, no) = (Bind(node.Yes, scope), Bind(node.No, scope));
        AdaptNumbers(ref yes, ref no);
        if (dialect.ChecksTypes && !yes.Type.Accepts(no.Type))
            return Fail(node.Position, CelFailure.NoMatchingOverload, $"both results of '?' must have one type, not {yes.Type} and {no.Type}");
        return new BoundConditional(node.Position, yes.Type.Join(no.Type), condition, yes, no);
    }

    private CelBound BindList(CelListNode node, CelScope? scope)
    {
        var elements = node.Elements.Select(element => Bind(element, scope)).ToArray();
        if (dialect.MixesNumbers && elements.Any(element => element.Type.Kind == CelKind.Double))
            elements = [.. elements.Select(AsDoubleConstant)];
        var type = CelType.ListOf(Common(elements));
        return elements.All(element => element is BoundConstant)
            ? new BoundConstant(node.Position, type, CelValue.Of(new CelList([.. elements.Select(element => ((BoundConstant)element).Value)])))
            : new BoundList(node.Position, type, elements);
    }

    private CelBound BindMap(CelMapNode node, CelScope? scope)
    {
        var parts = node.KeysAndValues.Select(part => Bind(part, scope)).ToArray();
        var type = CelType.MapOf(Common(parts.Where((_, index) => index % 2 == 0)), Common(parts.Where((_, index) => index % 2 == 1)));
        if (parts.All(part => part is BoundConstant)
            && CelMap.TryCreate(parts.Select(part => ((BoundConstant)part).Value).ToArray(), out var map) == CelFailure.None)
            return new BoundConstant(node.Position, type, CelValue.Of(map));
        return new BoundMap(node.Position, type, parts);
    }

    private CelBound BindMacro(CelMacro node, CelScope? scope)
    {
        var range = Bind(node.Range, scope);
        var elementType = range.Type.Kind switch
        {
            CelKind.List => range.Type.Element,
            CelKind.Map => range.Type.Key,
            CelKind.Dyn => CelType.Dyn,
            _ => null,
        };
        if (elementType is null)
            return Fail(node.Range.Position, CelFailure.NoMatchingOverload, $"a macro walks over a list or a map, not {range.Type}");

        var element = new CelElement(node.Variable, elementType);
        var inner = new CelScope(element, scope);
        var predicate = node.Predicate is null ? null : RequireBool(Bind(node.Predicate, inner), "the condition of a macro", node.Predicate);
        var transform = node.Transform is null ? null : Bind(node.Transform, inner);
        var type = node.Kind switch
        {
            CelMacroKind.Map => CelType.ListOf(transform!.Type),
            CelMacroKind.Filter => CelType.ListOf(elementType),
            _ => CelType.Bool,
        };
        return new BoundMacro(node.Position, type, node.Kind, range, element, predicate, transform);
    }

    private CelBound RequireBool(CelBound bound, string what, CelNode node)
    {
        if (bound.Type.Kind is CelKind.Bool or CelKind.Dyn)
            return bound;
        return Fail(node.Position, CelFailure.NoMatchingOverload, $"{what} needs true or false, but this is {bound.Type}");
    }

    private static CelType Common(IEnumerable<CelBound> parts) =>
        parts.Select(part => part.Type).Aggregate((CelType?)null, (common, type) => common is null ? type : common.Join(type)) ?? CelType.Open;

    private static BoundConstant Constant(int position, CelValue value) => new(position, CelType.OfKind(value.Kind), value);

    // Where one side is a double, an int constant on the other side is meant as a double.
    private void AdaptNumbers(ref CelBound left, ref CelBound right)
    {
        if (!dialect.MixesNumbers)
            return;
        if (left.Type.Kind == CelKind.Double)
            right = AsDoubleConstant(right);
        else if (right.Type.Kind == CelKind.Double)
            left = AsDoubleConstant(left);
    }

    private static CelBound AsDoubleConstant(CelBound bound) =>
        bound is BoundConstant { Value.Kind: CelKind.Int } constant && (long)(double)constant.Value.Int == constant.Value.Int
            ? Constant(bound.Position, CelValue.Of((double)constant.Value.Int))
            : bound;

    private BoundFailure Fail(int position, CelFailure failure, string message, string? suggestion = null)
    {
        if (dialect.ChecksTypes)
            _errors.Add(new CelError(position, message, suggestion));
        return new BoundFailure(position, failure);
    }
}
