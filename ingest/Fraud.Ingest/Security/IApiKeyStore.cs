namespace Fraud.Ingest.Security;

/// <summary>API keys by id. Safe for concurrent use.</summary>
public interface IApiKeyStore
{
    /// <summary>The key with this id, revoked or not; null when there is none.</summary>
    ApiKey? Find(string id);

    /// <summary>All keys.</summary>
    IReadOnlyList<ApiKey> List();

    /// <summary>Adds a key.</summary>
    void Add(ApiKey key);

    /// <summary>Makes a key invalid at once.</summary>
    /// <returns>False when there is no such key.</returns>
    bool Revoke(string id);
}
