using System.Text;
using Fraud.Broker.Protocol;

namespace Fraud.IntegrationTests.Broker.Differential;

/// <content>What a member of a group says.</content>
internal sealed partial class BrokerClient
{
    private const int SessionTimeoutMs = 300_000;

    public async Task<(ErrorCode Error, int Generation, string MemberId, bool Leads)> JoinAsync(string group, string memberId, string? instanceId)
    {
        (ErrorCode, int, string, bool) answer = default;
        await UntilNowAsync(() =>
        {
            var reader = new ProtocolReader(_raw.Ask(ApiKey.JoinGroup, 5, request =>
            {
                request.String(group);
                request.Int32(SessionTimeoutMs);
                request.Int32(SessionTimeoutMs);
                request.String(memberId);
                request.String(instanceId);
                request.String("consumer");
                request.ArrayLength(1);
                request.String("range");
                request.Bytes([0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
            }), flexible: false);
            reader.Int32();
            var (error, generation) = ((ErrorCode)reader.Int16(), reader.Int32());
            reader.String();
            var (leader, member) = (reader.String(), reader.String());
            answer = (error, generation, member, leader == member);
            return error;
        });
        return answer;
    }

    public async Task<(ErrorCode Error, string Assignment)> SyncAsync(string group, int generation, string memberId, string? instanceId)
    {
        (ErrorCode Error, string Assignment) answer = default;
        await UntilNowAsync(() =>
        {
            var reader = new ProtocolReader(_raw.Ask(ApiKey.SyncGroup, 3, request =>
            {
                Member(request, group, generation, memberId, instanceId);
                request.ArrayLength(1);
                request.String(memberId);
                request.Bytes(Encoding.ASCII.GetBytes($"all of generation {generation}"));
            }), flexible: false);
            reader.Int32();
            answer = ((ErrorCode)reader.Int16(), Encoding.ASCII.GetString(reader.Bytes()));
            return answer.Error;
        });
        return answer;
    }

    public Task<ErrorCode> HeartbeatAsync(string group, int generation, string memberId, string? instanceId) => UntilNowAsync(() =>
    {
        var reader = new ProtocolReader(_raw.Ask(ApiKey.Heartbeat, 3, request => Member(request, group, generation, memberId, instanceId)), flexible: false);
        reader.Int32();
        return (ErrorCode)reader.Int16();
    });

    public Task<ErrorCode> CommitAsMemberAsync(string group, int generation, string memberId, string? instanceId, TopicPartition partition, long offset) => UntilNowAsync(() =>
    {
        var reader = new ProtocolReader(_raw.Ask(ApiKey.OffsetCommit, 7, request =>
        {
            Member(request, group, generation, memberId, instanceId);
            OneOffset(request, partition, offset);
        }), flexible: false);
        reader.Int32();
        return OnlyError(ref reader);
    });

    /// <summary>The error of the request, or else of the member.</summary>
    public Task<ErrorCode> LeaveAsync(string group, string memberId, string? instanceId) => UntilNowAsync(() =>
    {
        var reader = new ProtocolReader(_raw.Ask(ApiKey.LeaveGroup, 3, request =>
        {
            request.String(group);
            request.ArrayLength(1);
            request.String(memberId);
            request.String(instanceId);
        }), flexible: false);
        reader.Int32();
        var error = (ErrorCode)reader.Int16();
        if (error != ErrorCode.None || reader.ArrayLength() == 0)
            return error;
        reader.String();
        reader.NullableString();
        return (ErrorCode)reader.Int16();
    });

    private static void Member(ProtocolWriter request, string group, int generation, string memberId, string? instanceId)
    {
        request.String(group);
        request.Int32(generation);
        request.String(memberId);
        request.String(instanceId);
    }
}
