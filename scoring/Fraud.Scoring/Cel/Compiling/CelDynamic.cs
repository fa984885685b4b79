namespace Fraud.Scoring.Cel.Compiling;

/// <summary>What compiled expressions do with lists, maps and values whose kind shows only when evaluated.</summary>
internal static class CelDynamic
{
    public static CelFailure TryAt(CelList list, long index, out CelValue value)
    {
        var isInside = (ulong)index < (ulong)list.Count;
        value = isInside ? list[(int)index] : default;
        return isInside ? CelFailure.None : CelFailure.IndexOutOfBounds;
    }

    public static CelFailure TryIndex(CelValue operand, CelValue index, out CelValue value)
    {
        value = default;
        switch (operand.Kind)
        {
            case CelKind.Map when index.Kind is CelKind.Int or CelKind.Uint or CelKind.Double or CelKind.String or CelKind.Bool:
                return operand.Map.TryGet(index, out value) ? CelFailure.None : CelFailure.NoSuchKey;
            case CelKind.List when index.Kind == CelKind.Int:
                return TryAt(operand.List, index.Int, out value);
            case CelKind.List when index.Kind == CelKind.Uint:
                return index.Uint > int.MaxValue ? CelFailure.IndexOutOfBounds : TryAt(operand.List, (long)index.Uint, out value);
            case CelKind.List when index.Kind == CelKind.Double && index.Double == Math.Floor(index.Double):
                return Math.Abs(index.Double) > int.MaxValue ? CelFailure.IndexOutOfBounds : TryAt(operand.List, (long)index.Double, out value);
            case CelKind.Map:
                return CelFailure.InvalidKey;
            default:
                return CelFailure.NoMatchingOverload;
        }
    }

    public static CelFailure TryContains(CelValue element, CelValue container, out bool result)
    {
        result = container.Kind switch
        {
            CelKind.List => container.List.Contains(element),
            CelKind.Map => HasKey(container.Map, element),
            _ => false,
        };
        return container.Kind is CelKind.List or CelKind.Map ? CelFailure.None : CelFailure.NoMatchingOverload;
    }

    public static bool HasKey(CelMap map, CelValue key) => map.TryGet(key, out _);

    public static CelFailure TryHas(CelValue operand, string field, out bool result)
    {
        result = operand.Kind == CelKind.Map && HasKey(operand.Map, CelValue.Of(field));
        return operand.Kind == CelKind.Map ? CelFailure.None : CelFailure.NoMatchingOverload;
    }

    public static CelFailure TryRange(CelValue value, out CelList range)
    {
        range = value.Kind switch
        {
            CelKind.List => value.List,
            CelKind.Map => value.Map.KeyList(),
            _ => CelList.Empty,
        };
        return value.Kind is CelKind.List or CelKind.Map ? CelFailure.None : CelFailure.NoMatchingOverload;
    }

    public static CelFailure TryMap(CelValue[] keysAndValues, out CelMap map) => CelMap.TryCreate(keysAndValues, out map);

    public static CelValue Fault(int code) => CelValue.Failed(new CelTruth(code).Failure, new CelTruth(code).Position);
}
