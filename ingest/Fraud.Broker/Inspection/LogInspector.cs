using Fraud.Broker.Protocol;

namespace Fraud.Broker.Inspection;

/// <summary>Asks a broker, this one or any other, what Confluent.Kafka's admin client cannot ask: sizes on disk and open transactions.</summary>
public sealed class LogInspector : IDisposable
{
    private readonly LogConnection _connection;

    private LogInspector(LogConnection connection) => _connection = connection;

    /// <summary>Connects to the first broker of the list that answers.</summary>
    /// <param name="bootstrapServers"><c>host:port[,host:port]</c>.</param>
    /// <param name="access">TLS and password; null uses neither.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">None answers, or the last of them refuses.</exception>
    public static async Task<LogInspector> ConnectAsync(string bootstrapServers, LogAccess? access = null, CancellationToken cancellationToken = default)
    {
        IOException? refused = null;
        foreach (var server in bootstrapServers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                return new LogInspector(await LogConnection.OpenAsync(server, access ?? new LogAccess(), cancellationToken).ConfigureAwait(false));
            }
            catch (IOException error)
            {
                refused = error;
            }
        }
        throw refused ?? new IOException("No broker is named.");
    }

    /// <summary>Bytes on the disks of the asked broker, by topic.</summary>
    public async Task<IReadOnlyDictionary<string, long>> TopicBytesAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _connection.AskAsync(ApiKey.DescribeLogDirs, 2, request => request.ArrayLength(-1), cancellationToken).ConfigureAwait(false);
        return ReadTopicBytes(answer);
    }

    /// <summary>Every transaction of the asked coordinator that has begun and not ended.</summary>
    public async Task<IReadOnlyList<OpenTransaction>> OpenTransactionsAsync(CancellationToken cancellationToken = default)
    {
        var listed = await _connection.AskAsync(ApiKey.ListTransactions, 0, request =>
        {
            request.ArrayLength(1);
            request.String("Ongoing");
            request.ArrayLength(0);
        }, cancellationToken).ConfigureAwait(false);
        var ids = ReadIds(listed);
        if (ids.Count == 0)
            return [];
        var described = await _connection.AskAsync(ApiKey.DescribeTransactions, 0, request =>
        {
            request.ArrayLength(ids.Count);
            ids.ForEach(request.String);
        }, cancellationToken).ConfigureAwait(false);
        return ReadTransactions(described);
    }

    public void Dispose() => _connection.Dispose();

    private static Dictionary<string, long> ReadTopicBytes(byte[] answer)
    {
        var bytes = new Dictionary<string, long>(StringComparer.Ordinal);
        var reader = new ProtocolReader(answer, flexible: true);
        reader.Int32();
        for (var folders = reader.ArrayLength(); folders > 0; folders--)
        {
            reader.Int16();
            reader.String();
            for (var topics = reader.ArrayLength(); topics > 0; topics--)
            {
                var name = reader.String();
                for (var partitions = reader.ArrayLength(); partitions > 0; partitions--)
                {
                    reader.Int32();
                    bytes[name] = bytes.GetValueOrDefault(name) + reader.Int64();
                    reader.Int64();
                    reader.Bool();
                    reader.Tags();
                }
                reader.Tags();
            }
            reader.Tags();
        }
        return bytes;
    }

    private static List<string> ReadIds(byte[] answer)
    {
        var ids = new List<string>();
        var reader = new ProtocolReader(answer, flexible: true);
        reader.Int32();
        reader.Int16();
        for (var unknown = reader.ArrayLength(); unknown > 0; unknown--)
            reader.String();
        for (var count = reader.ArrayLength(); count > 0; count--)
        {
            ids.Add(reader.String());
            reader.Int64();
            reader.String();
            reader.Tags();
        }
        return ids;
    }

    private static List<OpenTransaction> ReadTransactions(byte[] answer)
    {
        var transactions = new List<OpenTransaction>();
        var reader = new ProtocolReader(answer, flexible: true);
        reader.Int32();
        for (var count = reader.ArrayLength(); count > 0; count--)
        {
            var error = (ErrorCode)reader.Int16();
            var id = reader.String();
            reader.String();
            reader.Int32();
            var started = reader.Int64();
            reader.Int64();
            reader.Int16();
            var topics = new List<string>();
            for (var named = reader.ArrayLength(); named > 0; named--)
            {
                topics.Add(reader.String());
                for (var partitions = reader.ArrayLength(); partitions > 0; partitions--)
                    reader.Int32();
                reader.Tags();
            }
            reader.Tags();
            // One that has ended since it was listed is not an error.
            if (error == ErrorCode.None && started >= 0)
                transactions.Add(new OpenTransaction(id, DateTimeOffset.FromUnixTimeMilliseconds(started), topics));
        }
        return transactions;
    }
}
