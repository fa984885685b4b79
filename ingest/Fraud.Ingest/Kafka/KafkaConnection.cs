using Confluent.Kafka;

namespace Fraud.Ingest.Kafka;

/// <summary>
/// How this process connects to Kafka beside its address: TLS, name and password, the same for all its clients. They come from a file of librdkafka's
/// properties (https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md), one <c>name=value</c> a line. A value <c>${env:NAME}</c> is
/// that environment variable's, so that passwords need not be in files.
/// </summary>
public static class KafkaConnection
{
    /// <summary>What the rest of a client's properties says is this product's business: exactly-once depends on it.</summary>
    private static readonly string[] Allowed =
        ["security.", "sasl.", "ssl.", "enable.ssl.", "enable.sasl.", "socket.", "broker.address.", "client.", "connections.", "reconnect."];

    private static volatile IReadOnlyDictionary<string, string> _properties = new Dictionary<string, string>();

    /// <summary>The file in use; null when there is none: no TLS, no password.</summary>
    public static string? File { get; private set; }

    /// <summary>The properties in use.</summary>
    public static IReadOnlyDictionary<string, string> Properties => _properties;

    /// <summary>Makes every client that is built from now on use the file's properties.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line is no property, or not one of a connection, or the client library refuses its value.</exception>
    public static void Use(string file)
    {
        var properties = Parse(System.IO.File.ReadLines(file), Environment.GetEnvironmentVariable);
        try
        {
            NativeKafka.Initialize();
            new AdminClientBuilder(properties).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build().Dispose();
        }
        catch (Exception refused) when (refused is InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"{file}: {refused.Message}", refused);
        }
        (_properties, File) = (properties, file);
    }

    /// <summary>Reads lines of <c>name=value</c>; empty ones and those that begin with <c>#</c> say nothing.</summary>
    /// <param name="lines">The lines of a file.</param>
    /// <param name="environment">Looks a variable of the environment up; null where it is not set.</param>
    /// <exception cref="InvalidDataException">A line is no property, or not one of a connection.</exception>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> lines, Func<string, string?> environment)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, var value])
                throw new InvalidDataException($"\"{line}\" is not a property: name=value.");
            if (!Allowed.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
                throw new InvalidDataException($"{name} does not say how to connect; only properties do that begin with {string.Join(' ', Allowed)}.");
            properties[name] = Resolve(value, environment);
        }
        return properties;
    }

    internal static T Apply<T>(T config)
        where T : ClientConfig
    {
        foreach (var (name, value) in _properties)
            config.Set(name, value);
        return config;
    }

    private static string Resolve(string value, Func<string, string?> environment)
    {
        if (!value.StartsWith("${env:", StringComparison.Ordinal) || !value.EndsWith('}'))
            return value;
        var variable = value[6..^1];
        return environment(variable) ?? throw new InvalidDataException($"The environment variable {variable} is not set.");
    }
}
