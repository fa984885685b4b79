namespace Fraud.Broker.Storage;

/// <summary>One key of the broker's state with its new value; null removes the key.</summary>
internal readonly record struct JournalEntry(string Key, byte[]? Value);
