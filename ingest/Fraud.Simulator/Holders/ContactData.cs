using System.Globalization;

namespace Fraud.Simulator.Holders;

/// <summary>Addresses and numbers of holders, in the reserved domain <c>.example</c>.</summary>
internal static class ContactData
{
    private static readonly string[] Hosts = ["mail.example", "post.example", "inbox.example"];

    /// <summary>The address a holder begins with.</summary>
    public static string Email(Holder holder) => Email(holder, "mail.example", string.Empty);

    /// <summary>Another address of the holder's, or one that looks like it.</summary>
    public static string Email(Holder holder, ulong bits) =>
        Email(holder, Hosts[bits % 3], string.Create(CultureInfo.InvariantCulture, $".{bits >> 40:x6}"));

    /// <summary>A number of the holder's country.</summary>
    public static string Phone(Holder holder, ulong bits)
    {
        var prefix = holder.Home.Country switch
        {
            "DE" => 49,
            "FR" => 33,
            "ES" => 34,
            "IT" => 39,
            "NL" => 31,
            "PT" => 351,
            "AT" => 43,
            _ => 44,
        };
        return string.Create(CultureInfo.InvariantCulture, $"+{prefix} {100 + (bits % 900)} {100_000 + ((bits >> 20) % 900_000)}");
    }

    private static string Email(Holder holder, string host, string mark)
    {
#pragma warning disable CA1308 // an address is written in small letters
        var name = holder.Name.ToLowerInvariant().Replace(' ', '.');
#pragma warning restore CA1308
        return string.Create(CultureInfo.InvariantCulture, $"{name}.{holder.Index}{mark}@{host}");
    }
}
