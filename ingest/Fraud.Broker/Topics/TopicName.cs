using System.Buffers;

namespace Fraud.Broker.Topics;

/// <summary>What may be a topic's name: it is also a folder's name.</summary>
internal static class TopicName
{
    private const int LengthMax = 249;

    private static readonly SearchValues<char> Legal =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= LengthMax && name is not ("." or "..") && !name.AsSpan().ContainsAnyExcept(Legal);
}
