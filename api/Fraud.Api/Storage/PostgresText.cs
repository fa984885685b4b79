namespace Fraud.Api.Storage;

/// <summary>Text as Postgres can hold it.</summary>
internal static class PostgresText
{
    /// <summary>The one character a JSON string may have and a Postgres text may not, NUL, becomes U+FFFD.</summary>
    public static string Of(string value) => value.Contains('\0', StringComparison.Ordinal) ? value.Replace('\0', '\uFFFD') : value;

    /// <inheritdoc cref="Of(string)" />
    public static string? OrNull(string? value) => value is null ? null : Of(value);
}
