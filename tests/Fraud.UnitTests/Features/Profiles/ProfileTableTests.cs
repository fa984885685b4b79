using System.Text.Json;
using Fraud.Contracts;
using Fraud.Features.Profiles;
using Xunit;

namespace Fraud.UnitTests.Features.Profiles;

public class ProfileTableTests
{
    private const long Day1Ms = 1_767_225_600_000;

    private readonly ProfileTable table = new();

    [Fact]
    public void An_account_takes_its_home_country_from_itself_or_else_from_its_customer()
    {
        Customer(RowOperation.Read, """{"customer_id":"K1","home_country":"DE","email":"a@b.c","phone":"1"}""");
        Account("""{"account_id":"A1","customer_id":"K1","home_country":"FR"}""");
        Account("""{"account_id":"A2","customer_id":"K1","home_country":null}""");
        Account("""{"account_id":"A3","customer_id":"K9"}""");

        Assert.Equal(["FR", "DE", null], new[] { "A1", "A2", "A3" }.Select(id => Get(id).HomeCountry));
        Assert.False(table.TryGet("A4", out _));
        Assert.Equal(3, table.Count);
    }

    [Theory]
    [InlineData("\"2026-01-01T00:00:00Z\"")]
    [InlineData("\"2026-01-01\"")]
    [InlineData("\"2026-01-01T01:00:00+01:00\"")]
    [InlineData("1767225600000000")]
    [InlineData("1767225600000")]
    public void Times_are_read_as_text_or_as_epoch_numbers(string openedAt)
    {
        Account($$"""{"account_id":"A1","opened_at":{{openedAt}},"spending_limit_minor":250000,"status":"active"}""");

        Assert.Equal(new Profile("A1", null, null, 250_000, Day1Ms, null, "active"), Get("A1"));
    }

    [Fact]
    public void A_changed_email_or_telephone_is_dated_by_the_commit_and_stays()
    {
        Account("""{"account_id":"A1","customer_id":"K1"}""");
        Customer(RowOperation.Create, """{"customer_id":"K1","email":"a@b.c","phone":"1"}""", timeMs: 1);
        Assert.Null(Get("A1").ContactChangedAtMs);

        Customer(RowOperation.Update, """{"customer_id":"K1","email":"a@b.c","phone":"1","full_name":"New"}""", timeMs: 2);
        Assert.Null(Get("A1").ContactChangedAtMs);

        Customer(RowOperation.Update, """{"customer_id":"K1","email":"a@b.c","phone":"2"}""", timeMs: 3);
        Assert.Equal(3, Get("A1").ContactChangedAtMs);

        Customer(RowOperation.Update, """{"customer_id":"K1","email":"x@b.c","phone":"2"}""", timeMs: 4);
        Customer(RowOperation.Update, """{"customer_id":"K1","email":"x@b.c","phone":"2"}""", timeMs: 5);
        Assert.Equal(4, Get("A1").ContactChangedAtMs);
    }

    [Theory]
    [InlineData("""{"customer_id":"K1","email":"old@b.c","phone":"1"}""", 7L)]
    [InlineData("""{"customer_id":"K1","email":"a@b.c","phone":"1"}""", null)]
    [InlineData("""{"customer_id":"K1"}""", null)]
    [InlineData(null, null)]
    public void Without_a_version_held_the_old_row_image_tells(string? before, long? expected)
    {
        Account("""{"account_id":"A1","customer_id":"K1"}""");
        Customer(RowOperation.Update, """{"customer_id":"K1","email":"a@b.c","phone":"1"}""", timeMs: 7, before);

        Assert.Equal(expected, Get("A1").ContactChangedAtMs);
    }

    [Fact]
    public void A_deleted_row_is_gone_and_a_truncated_table_is_empty()
    {
        Account("""{"account_id":"A1"}""");
        Account("""{"account_id":"A2"}""");
        table.Apply(new RowChange("accounts", RowOperation.Delete, Json("""{"account_id":"A1"}"""), null, 1));
        Assert.False(table.TryGet("A1", out _));
        Assert.True(table.TryGet("A2", out _));

        table.Apply(new RowChange("accounts", RowOperation.Truncate, null, null, 1));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void A_changed_primary_key_moves_the_row()
    {
        Account("""{"account_id":"A1","status":"active"}""");
        table.Apply(new RowChange(
            "accounts", RowOperation.Update, Json("""{"account_id":"A1"}"""), Json("""{"account_id":"B1","status":"active"}"""), 1));

        Assert.False(table.TryGet("A1", out _));
        Assert.Equal("active", Get("B1").Status);
    }

    [Fact]
    public void Other_tables_and_rows_without_a_key_change_nothing()
    {
        table.Apply(new RowChange("orders", RowOperation.Create, null, Json("""{"account_id":"A1"}"""), 1));
        Account("""{"customer_id":"K1"}""");
        Assert.Equal(0, table.Count);
    }

    private Profile Get(string accountId)
    {
        Assert.True(table.TryGet(accountId, out var profile));
        return profile;
    }

    private void Account(string row) => table.Apply(new RowChange("accounts", RowOperation.Create, null, Json(row), 1));

    private void Customer(RowOperation operation, string row, long timeMs = 1, string? before = null) =>
        table.Apply(new RowChange("customers", operation, before is null ? null : Json(before), Json(row), timeMs));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
