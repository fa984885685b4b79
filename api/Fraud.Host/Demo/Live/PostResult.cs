using System.Text.Json.Nodes;

namespace Fraud.Host.Demo.Live;

/// <summary>An answer of the gateway.</summary>
/// <param name="Answer">Its class.</param>
/// <param name="Body">What it says.</param>
internal readonly record struct PostResult(PostAnswer Answer, string Body = "")
{
    /// <summary>The gateway has the payment.</summary>
    public bool Acknowledged => Answer is PostAnswer.Decided or PostAnswer.Accepted;

    /// <summary>True when both bodies hold the same decision, whether or not one of them is marked duplicate.</summary>
    public static bool SameDecision(string first, string second) => JsonNode.DeepEquals(Unmarked(first), Unmarked(second));

    private static JsonObject? Unmarked(string body)
    {
        var decision = JsonNode.Parse(body) as JsonObject;
        decision?.Remove("duplicate");
        return decision;
    }
}
