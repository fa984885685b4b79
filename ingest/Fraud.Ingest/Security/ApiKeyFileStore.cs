using System.Text.Json;

namespace Fraud.Ingest.Security;

/// <summary>
/// API keys in a JSON file of the data folder that only its owner can read. Several processes may share it: a change made by another one,
/// a revocation included, is seen within a second.
/// </summary>
public sealed class ApiKeyFileStore : IApiKeyStore
{
    private const string KeysName = "api-keys.json";
    private const string FirstKeysName = "first-api-keys.json";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private Dictionary<string, ApiKey> _keys = [];
    private DateTime _readVersion;
    private long _lookedAt;

    private ApiKeyFileStore(string folder, TimeProvider time)
    {
        _path = Path.Combine(folder, KeysName);
        _time = time;
        FirstKeysPath = Path.Combine(folder, FirstKeysName);
    }

    /// <summary>File with the keys of the first start in clear; absent once somebody deleted it.</summary>
    public string FirstKeysPath { get; }

    /// <summary>Opens the keys of a data folder, and makes the first ones when it has none yet.</summary>
    /// <param name="folder">The data folder; created when absent.</param>
    /// <param name="time">Paces the look for changes made by others.</param>
    /// <exception cref="InvalidDataException">The file does not hold keys.</exception>
    public static ApiKeyFileStore Open(string folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        var store = new ApiKeyFileStore(folder, time);
        lock (store._gate)
        {
            if (!File.Exists(store._path)) store.CreateFirst();
            store.Read();
        }

        return store;
    }

    /// <summary>The keys of the first start; null once somebody deleted their file.</summary>
    public FirstApiKeys? ReadFirstKeys() =>
        File.Exists(FirstKeysPath) ? JsonSerializer.Deserialize<FirstApiKeys>(File.ReadAllBytes(FirstKeysPath), Json) : null;

    public ApiKey? Find(string id)
    {
        lock (_gate)
        {
            Refresh();
            return _keys.GetValueOrDefault(id);
        }
    }

    public IReadOnlyList<ApiKey> List()
    {
        lock (_gate)
        {
            Refresh();
            return [.. _keys.Values];
        }
    }

    public void Add(ApiKey key)
    {
        lock (_gate)
        {
            Read();
            _keys.Add(key.Id, key);
            Write();
        }
    }

    public bool Revoke(string id)
    {
        lock (_gate)
        {
            Read();
            if (!_keys.TryGetValue(id, out var key)) return false;
            _keys[id] = key with { Revoked = true };
            Write();
            return true;
        }
    }

    private void CreateFirst()
    {
        var payments = ApiKey.Create("first payments key", [ApiScopes.PaymentsWrite, ApiScopes.DecisionsRead], out var paymentsText);
        var admin = ApiKey.Create("first admin key", [ApiScopes.Admin], out var adminText);
        Replace(FirstKeysPath, JsonSerializer.SerializeToUtf8Bytes(new FirstApiKeys(paymentsText, adminText), Json));
        _keys = new[] { payments, admin }.ToDictionary(k => k.Id);
        Write();
    }

    private void Refresh()
    {
        if (_time.GetElapsedTime(_lookedAt) < LookInterval) return;
        _lookedAt = _time.GetTimestamp();
        if (File.GetLastWriteTimeUtc(_path) != _readVersion) Read();
    }

    private void Read()
    {
        _lookedAt = _time.GetTimestamp();
        _readVersion = File.GetLastWriteTimeUtc(_path);
        try
        {
            _keys = JsonSerializer.Deserialize<ApiKey[]>(File.ReadAllBytes(_path), Json)!.ToDictionary(k => k.Id);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{_path} does not hold API keys: restore it, or delete it to get new first keys.", e);
        }
    }

    private void Write()
    {
        Replace(_path, JsonSerializer.SerializeToUtf8Bytes(_keys.Values, Json));
        _readVersion = File.GetLastWriteTimeUtc(_path);
    }

    /// <summary>Replaces a file in one step, so that nobody reads half of it.</summary>
    private static void Replace(string path, byte[] content)
    {
        var fresh = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(fresh, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
