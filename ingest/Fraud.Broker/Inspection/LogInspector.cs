using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using Fraud.Broker.Protocol;

namespace Fraud.Broker.Inspection;

/// <summary>Asks a broker, this one or any other, what Confluent.Kafka's admin client cannot ask: sizes on disk and open transactions.</summary>
public sealed class LogInspector : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private int _correlation;

    private LogInspector(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    /// <summary>Connects to the first broker of the list that answers; no TLS, no password.</summary>
    /// <param name="bootstrapServers"><c>host:port[,host:port]</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">None answers.</exception>
    public static async Task<LogInspector> ConnectAsync(string bootstrapServers, CancellationToken cancellationToken = default)
    {
        foreach (var server in bootstrapServers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = server.LastIndexOf(':');
            var client = new TcpClient { NoDelay = true };
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(Patience);
                await client.ConnectAsync(server[..colon], int.Parse(server.AsSpan(colon + 1), CultureInfo.InvariantCulture), limit.Token).ConfigureAwait(false);
                return new LogInspector(client);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                client.Dispose();
            }
        }
        throw new IOException($"No broker answers at {bootstrapServers}.");
    }

    /// <summary>Bytes on the disks of the asked broker, by topic.</summary>
    public async Task<IReadOnlyDictionary<string, long>> TopicBytesAsync(CancellationToken cancellationToken = default)
    {
        var answer = await AskAsync(ApiKey.DescribeLogDirs, 2, request => request.ArrayLength(-1), cancellationToken).ConfigureAwait(false);
        return ReadTopicBytes(answer);
    }

    /// <summary>Every transaction of the asked coordinator that has begun and not ended.</summary>
    public async Task<IReadOnlyList<OpenTransaction>> OpenTransactionsAsync(CancellationToken cancellationToken = default)
    {
        var listed = await AskAsync(ApiKey.ListTransactions, 0, request =>
        {
            request.ArrayLength(1);
            request.String("Ongoing");
            request.ArrayLength(0);
        }, cancellationToken).ConfigureAwait(false);
        var ids = ReadIds(listed);
        if (ids.Count == 0)
            return [];
        var described = await AskAsync(ApiKey.DescribeTransactions, 0, request =>
        {
            request.ArrayLength(ids.Count);
            ids.ForEach(request.String);
        }, cancellationToken).ConfigureAwait(false);
        return ReadTransactions(described);
    }

    public void Dispose() => _client.Dispose();

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

    /// <summary>One request of a version with tagged fields, and the body of its answer.</summary>
    private async Task<byte[]> AskAsync(ApiKey key, short version, Action<ProtocolWriter> body, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var writer = new ProtocolWriter();
        writer.Int32(0);
        writer.Int16((short)key);
        writer.Int16(version);
        writer.Int32(++_correlation);
        writer.String("fraud");
        writer.Flexible = true;
        writer.Tags();
        body(writer);
        writer.Tags();
        writer.PatchInt32(0, writer.Length - 4);
        await _stream.WriteAsync(writer.Written, limit.Token).ConfigureAwait(false);
        var head = new byte[9];
        await _stream.ReadExactlyAsync(head, limit.Token).ConfigureAwait(false);
        var answer = new byte[BinaryPrimitives.ReadInt32BigEndian(head) - 5];
        await _stream.ReadExactlyAsync(answer, limit.Token).ConfigureAwait(false);
        return answer;
    }
}
