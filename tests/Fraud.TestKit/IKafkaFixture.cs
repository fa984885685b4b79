namespace Fraud.TestKit;

/// <summary>A broker for tests: a suite written against this runs unchanged on the embedded log and on Apache Kafka.</summary>
public interface IKafkaFixture
{
    /// <summary>Where clients connect.</summary>
    string BootstrapServers { get; }
}
