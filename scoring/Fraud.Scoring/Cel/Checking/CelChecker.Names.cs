using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Cel.Checking;

/// <content>Names, fields and <c>has</c>.</content>
internal sealed partial class CelChecker
{
    private static readonly Dictionary<string, CelType> TypeNames = new[]
    {
        CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.String, CelType.Bytes, CelType.DynList, CelType.DynMap,
        CelType.Null, CelType.Timestamp, CelType.Duration, CelType.Type,
    }.ToDictionary(type => type.RuntimeName);

    private CelBound BindName(CelNode node, CelScope? scope)
    {
        var chain = Chain(node);
        if (chain is null)
        {
            var select = (CelSelect)node;
            return Field(select, Bind(select.Operand, scope));
        }

        if (chain[0] is CelName { Rooted: false } root && CelScope.Find(scope, root.Name) is { } element)
            return Fields(new BoundElement(root.Position, element), chain, 1);
        for (var length = chain.Count; length > 0; length--)
        {
            if (Find(chain, length) is { } found)
                return Fields(found, chain, length);
        }

        return UnknownName(chain);
    }

    private CelBound BindHas(CelHas node, CelScope? scope)
    {
        var chain = Chain(node.Field);
        var isGlobal = chain is not null && !(chain[0] is CelName { Rooted: false } root && CelScope.Find(scope, root.Name) is not null);
        if (isGlobal && schema.Find(Join(chain!, chain!.Count)) is { } variable)
        {
            _names.Add(variable.Name);
            return new BoundHasVariable(node.Position, variable);
        }

        if (isGlobal && !Enumerable.Range(1, chain!.Count - 1).Any(length => schema.Find(Join(chain, length)) is not null))
            return UnknownName(chain);
        var operand = Bind(node.Field.Operand, scope);
        return operand.Type.Kind is CelKind.Map or CelKind.Dyn
            ? new BoundHasField(node.Position, operand, node.Field.Field)
            : Fail(node.Field.Position, CelFailure.NoMatchingOverload, $"{operand.Type} has no fields");
    }

    // The nodes of a dotted name from its first segment on; null when it does not begin with a name.
    private static List<CelNode>? Chain(CelNode node)
    {
        var chain = new List<CelNode>();
        for (; node is CelSelect select; node = select.Operand)
            chain.Add(node);
        if (node is not CelName)
            return null;
        chain.Add(node);
        chain.Reverse();
        return chain;
    }

    private static string Join(List<CelNode> chain, int length) =>
        string.Join('.', chain.Take(length).Select(node => node is CelSelect select ? select.Field : ((CelName)node).Name));

    private CelBound? Find(List<CelNode> chain, int length)
    {
        var name = Join(chain, length);
        var position = chain[0].Position;
        if (schema.Find(name) is { } variable)
            return Use(position, variable);
        return TypeNames.TryGetValue(name, out var type) ? Constant(position, CelValue.Of(type)) : null;
    }

    private BoundVariable Use(int position, CelVariable variable)
    {
        _names.Add(variable.Name);
        return new BoundVariable(position, variable);
    }

    private CelBound Fields(CelBound operand, List<CelNode> chain, int from)
    {
        for (var i = from; i < chain.Count; i++)
            operand = Field((CelSelect)chain[i], operand);
        return operand;
    }

    private CelBound Field(CelSelect node, CelBound operand)
    {
        var key = Constant(node.Position, CelValue.Of(node.Field));
        return operand.Type.Kind switch
        {
            CelKind.Map => new BoundIndex(node.Position, operand.Type.Element!, operand, key),
            CelKind.Dyn => new BoundIndex(node.Position, CelType.Dyn, operand, key),
            _ => Fail(node.Position, CelFailure.NoMatchingOverload, $"{operand.Type} has no field '{node.Field}'"),
        };
    }

    // Points at the first segment that no name continues with.
    private BoundFailure UnknownName(List<CelNode> chain)
    {
        var name = Join(chain, chain.Count);
        var known = 0;
        while (known + 1 < chain.Count && schema.Names.Any(other => other.StartsWith(Join(chain, known + 1) + ".", StringComparison.Ordinal)))
            known++;
        var message = schema.Explain(name) ?? $"there is no '{name}'";
        return Fail(chain[known].Position, CelFailure.UnknownName, message, NearestName.Of(name, schema.Names));
    }
}
