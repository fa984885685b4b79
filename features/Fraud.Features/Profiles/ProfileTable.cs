using System.Text.Json;
using Fraud.Contracts;

namespace Fraud.Features.Profiles;

/// <summary>
/// The profiles of all accounts, fed row by row from the CDC topics of <see cref="AccountsTable"/> and <see cref="CustomersTable"/> and joined
/// when read. Applying a change again changes nothing. For one thread.
/// </summary>
public sealed class ProfileTable
{
    /// <summary>
    /// Table <c>accounts(account_id, customer_id, opened_at, home_country, spending_limit_minor, status)</c>, primary key <c>account_id</c>.
    /// </summary>
    public const string AccountsTable = "accounts";

    /// <summary>
    /// Table <c>customers(customer_id, full_name, email, phone, home_country)</c>, primary key <c>customer_id</c>. Where it also has a time
    /// <c>contact_changed_at</c>, that is when the contact changed; elsewhere it is the time of the commit that was seen to change it.
    /// </summary>
    public const string CustomersTable = "customers";

    private readonly Dictionary<string, AccountRow> accounts = [];
    private readonly Dictionary<string, CustomerRow> customers = [];

    /// <summary>Accounts known.</summary>
    public int Count => accounts.Count;

    /// <summary>Applies one row change; one of another table, or of a row without its primary key, changes nothing.</summary>
    public void Apply(RowChange change)
    {
        switch (change.Table)
        {
            case AccountsTable when change.Operation == RowOperation.Truncate:
                accounts.Clear();
                break;
            case CustomersTable when change.Operation == RowOperation.Truncate:
                customers.Clear();
                break;
            case AccountsTable:
                ApplyAccount(change);
                break;
            case CustomersTable:
                ApplyCustomer(change);
                break;
        }
    }

    /// <summary>The profile of an account; false when its row is not known.</summary>
    public bool TryGet(string accountId, out Profile profile)
    {
        if (!accounts.TryGetValue(accountId, out var account))
        {
            profile = default;
            return false;
        }

        var customer = account.CustomerId is { } customerId ? customers.GetValueOrDefault(customerId) : default;
        profile = new Profile(
            accountId,
            account.CustomerId,
            account.HomeCountry ?? customer.HomeCountry,
            account.SpendingLimitMinor,
            account.OpenedAtMs,
            customer.ContactChangedAtMs,
            account.Status);
        return true;
    }

    private void ApplyAccount(RowChange change)
    {
        RemoveOld(accounts, change, "account_id");
        if (change.After is not { } row || RowFields.Text(row, "account_id") is not { } id) return;
        accounts[id] = new AccountRow(
            RowFields.Text(row, "customer_id"),
            RowFields.Text(row, "home_country")?.Trim(),
            RowFields.Whole(row, "spending_limit_minor"),
            RowFields.TimeMs(row, "opened_at"),
            RowFields.Text(row, "status"));
    }

    private void ApplyCustomer(RowChange change)
    {
        var key = change.After is { } after ? RowFields.Text(after, "customer_id") : null;
        CustomerRow? held = key is not null && customers.TryGetValue(key, out var known) ? known : null;
        RemoveOld(customers, change, "customer_id");
        if (change.After is not { } row || key is null) return;

        var email = HashOf(row, "email");
        var phone = HashOf(row, "phone");
        var changed = held is { } old ? old.Email != email || old.Phone != phone : DiffersFromBefore(change, email, phone);
        var changedAtMs = RowFields.TimeMs(row, "contact_changed_at") ?? (changed ? change.TimeMs : held?.ContactChangedAtMs);
        customers[key] = new CustomerRow(RowFields.Text(row, "home_country")?.Trim(), email, phone, changedAtMs);
    }

    /// <summary>Only where the replica identity gave both columns: a row image with the key alone says nothing of the contact.</summary>
    private static bool DiffersFromBefore(RowChange change, ulong email, ulong phone) =>
        change.Before is { } before
        && ((RowFields.Has(before, "email") && HashOf(before, "email") != email)
            || (RowFields.Has(before, "phone") && HashOf(before, "phone") != phone));

    /// <summary>Removes a deleted row, and the old key of a row whose primary key changed.</summary>
    private static void RemoveOld<TRow>(Dictionary<string, TRow> rows, RowChange change, string keyColumn)
    {
        if (change.Before is not { } before || RowFields.Text(before, keyColumn) is not { } oldKey) return;
        var newKey = change.After is { } after ? RowFields.Text(after, keyColumn) : null;
        if (oldKey != newKey) rows.Remove(oldKey);
    }

    private static ulong HashOf(JsonElement row, string column) =>
        RowFields.Text(row, column) is { } text ? EntityHash.Of(text) : 0;
}
