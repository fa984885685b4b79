using System.CommandLine;
using Fraud.Host.Runtime;
using Fraud.Ingest.Security;
using Spectre.Console;

namespace Fraud.Host.Commands.Ingest;

/// <summary><c>fraud keys list|add|revoke</c>: the API keys of a data folder. A running instance sees a change within a second.</summary>
internal static class KeysCommand
{
    public static Command Create() =>
        new Command("keys", "API keys: what they may do, new ones, revocation. To rotate one, add its successor, then revoke it.") { CreateList(), CreateAdd(), CreateRevoke() }
            .WithExamples("fraud keys list", "fraud keys add shop-1 --scopes payments:write,decisions:read", "fraud keys revoke 0a1b2c3d4e5f");

    private static Command CreateList()
    {
        var folder = FolderOption();
        var command = new Command("list", "Every key: its id, whose it is, its scopes, whether it is revoked.") { folder };
        command.SetAction(parsed =>
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("id", "name", "scopes", "");
            foreach (var key in Open(parsed.GetRequiredValue(folder)).List())
                table.AddRow(Markup.Escape(key.Id), Markup.Escape(key.Name), string.Join(", ", key.Scopes), key.Revoked ? "revoked" : "");
            AnsiConsole.Write(table);
            return 0;
        });
        return command.WithExamples("fraud keys list", "fraud keys list --keys /etc/fraud");
    }

    private static Command CreateAdd()
    {
        var folder = FolderOption();
        var name = new Argument<string>("NAME") { Description = "Whose it is" };
        var scopes = new Option<string>("--scopes") { Description = $"What it may do, by comma: {string.Join(", ", ApiScopes.All)}", HelpName = "A,B", Required = true };
        var command = new Command("add", "Make a key and print it, once: only a digest of it is stored.") { name, scopes, folder };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetRequiredValue(scopes).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (wanted.Length == 0 || wanted.FirstOrDefault(scope => !ApiScopes.All.Contains(scope)) is not null)
                throw new OperatingFaultException($"Give --scopes some of {string.Join(", ", ApiScopes.All)}.");
            Open(parsed.GetRequiredValue(folder)).Add(ApiKey.Create(parsed.GetRequiredValue(name), wanted, out var text));
            Console.WriteLine(text);
            return 0;
        });
        return command.WithExamples("fraud keys add shop-1 --scopes payments:write,decisions:read");
    }

    private static Command CreateRevoke()
    {
        var folder = FolderOption();
        var id = new Argument<string>("ID") { Description = "The key's id, as list shows it" };
        var command = new Command("revoke", "Make a key invalid, within a second wherever it is used.") { id, folder };
        command.SetAction(parsed => Open(parsed.GetRequiredValue(folder)).Revoke(parsed.GetRequiredValue(id))
            ? 0
            : throw new OperatingFaultException($"There is no key {parsed.GetRequiredValue(id)}: see fraud keys list."));
        return command.WithExamples("fraud keys revoke 0a1b2c3d4e5f");
    }

    private static Option<string> FolderOption() => new("--keys")
    {
        Description = "Folder of the keys, as fraud up has it (default: .fraud)",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".fraud",
    };

    /// <summary>Opens what is there: a mistyped folder is not to get keys of its own.</summary>
    private static ApiKeyFileStore Open(string folder) => Directory.Exists(folder)
        ? ApiKeyFileStore.Open(Path.GetFullPath(folder), TimeProvider.System)
        : throw new OperatingFaultException($"There is no folder {folder}: give the one of fraud up with --keys.");
}
