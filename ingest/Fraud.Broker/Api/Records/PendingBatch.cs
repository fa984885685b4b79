using Fraud.Broker.Protocol;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Records;

/// <summary>A batch that waits for the disk, with the place of its partition in the answer that waits with it.</summary>
/// <param name="Partition">Where it was appended.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="At">Position in the answer of the partition's index, which its error and its offset follow.</param>
internal readonly record struct PendingBatch(Partition Partition, int Bytes, int At)
{
    /// <summary>Says in the answer that it was not stored.</summary>
    public void Refuse(ProtocolWriter response)
    {
        response.PatchInt16(At + sizeof(int), (short)ErrorCode.KafkaStorageError);
        response.PatchInt64(At + sizeof(int) + sizeof(short), -1);
    }
}
