using System.Text.Json;
using Fraud.Contracts;
using Fraud.Features.Profiles;
using Xunit;

namespace Fraud.UnitTests.Features;

public sealed class ProfileTableTests
{
    private const long CommitMs = 1_772_366_400_000;

    [Fact]
    public void A_contact_changes_when_the_commit_that_changed_it_says_so()
    {
        var table = Table("""{"customer_id":"c1","email":"old@mail.example"}""");

        table.Apply(Update("""{"customer_id":"c1","email":"new@mail.example"}"""));

        Assert.Equal(CommitMs, ContactChangedAtMs(table));
    }

    [Fact]
    public void The_banks_own_time_of_a_contact_change_wins_over_the_commits()
    {
        var table = Table("""{"customer_id":"c1","email":"old@mail.example","contact_changed_at":null}""");

        table.Apply(Update("""{"customer_id":"c1","email":"new@mail.example","contact_changed_at":"2026-02-01T10:00:00Z"}"""));

        Assert.Equal(new DateTimeOffset(2026, 2, 1, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), ContactChangedAtMs(table));
    }

    [Fact]
    public void A_change_of_another_column_leaves_the_contact_as_it_was()
    {
        var table = Table("""{"customer_id":"c1","email":"old@mail.example","home_country":"DE"}""");

        table.Apply(Update("""{"customer_id":"c1","email":"old@mail.example","home_country":"FR"}"""));

        Assert.Null(ContactChangedAtMs(table));
    }

    private static ProfileTable Table(string customer)
    {
        var table = new ProfileTable();
        table.Apply(Change("accounts", RowOperation.Read, """{"account_id":"a1","customer_id":"c1"}"""));
        table.Apply(Change("customers", RowOperation.Read, customer));
        return table;
    }

    private static long? ContactChangedAtMs(ProfileTable table) => table.TryGet("a1", out var profile) ? profile.ContactChangedAtMs : -1;

    private static RowChange Update(string after) => Change("customers", RowOperation.Update, after);

    private static RowChange Change(string table, RowOperation operation, string after) =>
        new(table, operation, null, JsonDocument.Parse(after).RootElement, CommitMs);
}
