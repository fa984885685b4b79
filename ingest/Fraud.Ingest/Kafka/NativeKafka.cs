using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Fraud.Ingest.Kafka;

/// <summary>Finds the native half of Confluent.Kafka: the package's, or where there is none the system's <c>librdkafka.so.1</c>.</summary>
public static class NativeKafka
{
    /// <summary>Environment variable naming another native library file.</summary>
    public const string LibraryVariable = "FRAUD_LIBRDKAFKA";

    private const string ImportName = "librdkafka";

    /// <summary>The builds in the package, the ordinary one first; the second needs no Kerberos library, which not every system has under that name.</summary>
    private static readonly string[] PackagedBuilds = [ImportName, "centos8-librdkafka"];

    private static readonly Lock Gate = new();
    private static string? _library;
    private static string? _version;

    /// <summary>
    /// Makes Confluent.Kafka usable in this process. Safe to call from anywhere, any number of times; only the first call has an effect,
    /// because a process can hold one librdkafka only.
    /// </summary>
    /// <param name="library">File to load; null takes <see cref="LibraryVariable"/>, then the package's, then the system's.</param>
    /// <returns>Version of the loaded library, e.g. <c>2.0.2</c>.</returns>
    /// <exception cref="DllNotFoundException">Nothing could be loaded; the message says what to install.</exception>
    public static string Initialize(string? library = null)
    {
        lock (Gate)
        {
            if (_version is not null) return _version;
            if (_library is null)
            {
                _library = library ?? Environment.GetEnvironmentVariable(LibraryVariable) ?? "";
                NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, Resolve);
            }

            var version = LoadVersion();
            LeaderEpochs.ReplaceWhereMissing();
            return _version = version;
        }
    }

    private static string LoadVersion()
    {
        try
        {
            return Library.VersionString;
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or InvalidOperationException)
        {
            throw new DllNotFoundException(
                _library is { Length: > 0 }
                    ? $"The Kafka client library {_library} (named by {LibraryVariable} or by option) does not load: {e.Message}"
                    : "The Kafka client library librdkafka.so.1 was not found. Install it: apt-get install librdkafka1", e);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != ImportName) return 0;
        if (_library is { Length: > 0 }) return NativeLibrary.Load(_library);
        foreach (var build in PackagedBuilds)
        {
            if (NativeLibrary.TryLoad(build, assembly, path, out var packaged))
                return packaged;
        }

        return NativeLibrary.TryLoad("librdkafka.so.1", out var system) ? system : 0;
    }
}
