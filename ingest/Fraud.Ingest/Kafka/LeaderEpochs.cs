using System.Reflection;
using Confluent.Kafka;

namespace Fraud.Ingest.Kafka;

/// <summary>
/// Confluent.Kafka reads a leader epoch with every record and position, by functions that librdkafka has since 2.1. With an older one, such as
/// Debian's 2.0.2, every <c>Consume</c> would end in an <see cref="EntryPointNotFoundException"/>, although epochs are optional everywhere: "not
/// known", −1, is put in their place.
/// </summary>
internal static class LeaderEpochs
{
    private const int FirstVersionWithEpochs = 0x02_01_00_00;
    private const int Unknown = -1;

    /// <summary>Replaces the three functions where the loaded library has none. Called once, after the library was loaded.</summary>
    /// <exception cref="NotSupportedException">This Confluent.Kafka binds its functions in another way.</exception>
    public static void ReplaceWhereMissing()
    {
        if (Library.Version >= FirstVersionWithEpochs) return;
        Replace("_message_leader_epoch", MessageEpoch);
        Replace("_topic_partition_get_leader_epoch", MessageEpoch);
        Replace("_topic_partition_set_leader_epoch", Ignore);
    }

    private static int MessageEpoch(nint message) => Unknown;

    private static void Ignore(nint partition, int epoch)
    {
    }

    private static void Replace(string field, Delegate function)
    {
        var bound = typeof(Library).Assembly.GetType("Confluent.Kafka.Impl.Librdkafka")?.GetField(field, BindingFlags.NonPublic | BindingFlags.Static)
            ?? throw new NotSupportedException(
                $"Confluent.Kafka {typeof(Library).Assembly.GetName().Version} does not run on librdkafka {Library.VersionString}: name a newer one in {NativeKafka.LibraryVariable}.");
        bound.SetValue(null, function.Method.CreateDelegate(bound.FieldType));
    }
}
