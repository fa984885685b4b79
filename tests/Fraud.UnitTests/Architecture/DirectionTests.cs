using Xunit;

namespace Fraud.UnitTests.Architecture;

public sealed class DirectionTests
{
    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_its_own_folder_or_one_further_left(string project) =>
        Assert.DoesNotContain(Repository.ReferencesOf(project), target => Place(target) > Place(project));

    [Fact]
    public void The_records_on_the_log_depend_on_nothing() =>
        Assert.Empty(Repository.ReferencesOf("ingest/Fraud.Contracts/Fraud.Contracts.csproj"));

    [Theory]
    [InlineData("features/Fraud.Features/Fraud.Features.csproj")]
    [InlineData("scoring/Fraud.Scoring/Fraud.Scoring.csproj")]
    public void Pure_code_knows_no_server(string project) =>
        Assert.DoesNotContain(Repository.PackagesOf(project), package => package is "Confluent.Kafka" or "Npgsql" or "Dapper" or "StackExchange.Redis");

    [Fact]
    public void The_embedded_log_shares_no_code_with_the_product() =>
        Assert.Empty(Repository.ReferencesOf("ingest/Fraud.Broker/Fraud.Broker.csproj"));

    private static int Place(string project) => Repository.Flow.ToList().IndexOf(project.Split('/')[0]);
}
