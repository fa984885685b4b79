using System.Buffers;

namespace Fraud.Scoring.Cel;

/// <summary>Types by name: <c>int</c>, <c>list(string)</c>, <c>map(string, dyn)</c>, <c>timestamp</c>, <c>google.protobuf.Duration</c>.</summary>
public static class CelTypeText
{
    private const int DepthMax = 100;

    private static readonly SearchValues<char> Punctuation = SearchValues.Create("()<>, ");

    /// <summary>Reads a type; angle brackets stand for round ones, and a list or map without parameters is one of <c>dyn</c>.</summary>
    /// <param name="text">The name.</param>
    /// <param name="type">The type; <c>dyn</c> when there is none of that name.</param>
    public static bool TryParse(string text, out CelType type)
    {
        var rest = text.AsSpan().Trim();
        return TryTake(ref rest, DepthMax, out type) && rest.IsEmpty;
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, int depth, out CelType type)
    {
        type = CelType.Dyn;
        var end = rest.IndexOfAny(Punctuation);
        var name = end < 0 ? rest : rest[..end];
        rest = rest[name.Length..].TrimStart();
        if (depth == 0 || Named(name) is not { } named)
            return false;
        type = named;
        if (!named.Equals(CelType.DynList) && !named.Equals(CelType.DynMap) && named.Kind != CelKind.Type)
            return true;
        if (!TryPunctuation(ref rest, '(', '<'))
            return true;
        if (!TryTake(ref rest, depth - 1, out var first))
            return false;
        if (named.Kind != CelKind.Map)
        {
            type = named.Kind == CelKind.List ? CelType.ListOf(first) : CelType.Type;
            return TryPunctuation(ref rest, ')', '>');
        }

        if (!TryPunctuation(ref rest, ',', ',') || !TryTake(ref rest, depth - 1, out var second))
            return false;
        type = CelType.MapOf(first, second);
        return TryPunctuation(ref rest, ')', '>');
    }

    private static bool TryPunctuation(ref ReadOnlySpan<char> rest, char sign, char other)
    {
        if (rest.IsEmpty || (rest[0] != sign && rest[0] != other))
            return false;
        rest = rest[1..].TrimStart();
        return true;
    }

    private static CelType? Named(ReadOnlySpan<char> name) => name switch
    {
        "bool" => CelType.Bool,
        "int" => CelType.Int,
        "uint" => CelType.Uint,
        "double" => CelType.Double,
        "string" => CelType.String,
        "bytes" => CelType.Bytes,
        "null" or "null_type" => CelType.Null,
        "list" => CelType.DynList,
        "map" => CelType.DynMap,
        "timestamp" or "google.protobuf.Timestamp" => CelType.Timestamp,
        "duration" or "google.protobuf.Duration" => CelType.Duration,
        "type" => CelType.Type,
        "dyn" or "any" or "google.protobuf.Any" => CelType.Dyn,
        _ => null,
    };
}
