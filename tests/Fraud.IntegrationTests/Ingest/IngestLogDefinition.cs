using Xunit;

namespace Fraud.IntegrationTests.Ingest;

[CollectionDefinition(IngestLog.Collection)]
public sealed class IngestLogDefinition : ICollectionFixture<IngestLog>;
