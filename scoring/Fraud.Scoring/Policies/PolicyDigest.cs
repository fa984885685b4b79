using System.Security.Cryptography;
using System.Text.Json;
using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Policies;

/// <summary>Names a policy by its content.</summary>
internal static class PolicyDigest
{
    /// <summary>First 16 hex digits of the SHA-256 over the canonical JSON.</summary>
    public static string Of(Policy policy) => Convert.ToHexStringLower(SHA256.HashData(Canonical(policy)))[..16];

    /// <summary>
    /// The content in one fixed form: every property in this order, absent ones as null, numbers in their shortest form, no white space,
    /// and one blank between the tokens of a condition.
    /// </summary>
    public static byte[] Canonical(Policy policy)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", policy.Name);
            json.WriteNumber("version", policy.Version);
            json.WriteString("description", policy.Description);
            json.WriteNumber("review", policy.Thresholds.Review);
            json.WriteNumber("decline", policy.Thresholds.Decline);
            json.WriteString("bundle", policy.Model?.Bundle);
            WriteNumber(json, "weight", policy.Model?.Weight);
            json.WriteStartArray("lists");
            foreach (var list in policy.Lists)
                Write(json, list);
            json.WriteEndArray();
            json.WriteStartArray("rules");
            foreach (var rule in policy.Rules)
                Write(json, rule);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, PolicyList list)
    {
        json.WriteStartObject();
        json.WriteString("name", list.Name);
        json.WriteStartArray("entries");
        foreach (var entry in list.Entries)
        {
            json.WriteStartObject();
            json.WriteString("value", entry.Value);
            json.WriteString("reason", entry.Reason);
            json.WriteString("author", entry.Author);
            WriteNumber(json, "expires", entry.ExpiresMs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PolicyRule rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("name", rule.Name);
        json.WriteString("when", string.Join(' ', CelLexer.Read(rule.When).Select(token => token.Text)));
        json.WriteNumber("points", rule.Points);
        json.WriteString("outcome", rule.Forced?.ToString());
        json.WriteString("code", rule.Code);
        json.WriteString("sentence", rule.Sentence);
        json.WriteString("group", rule.Group);
        json.WriteString("owner", rule.Owner);
        WriteNumber(json, "expires", rule.ExpiresMs);
        json.WriteBoolean("enabled", rule.Enabled);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
