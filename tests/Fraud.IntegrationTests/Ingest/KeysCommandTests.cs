using Fraud.Ingest.Security;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

public sealed class KeysCommandTests : IDisposable
{
    private readonly TempFolder _folder = new("keys");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_is_made_shown_once_used_and_revoked_while_another_process_has_the_keys_open()
    {
        var inUse = ApiKeyFileStore.Open(_folder.Path, TimeProvider.System);

        var (added, output) = await FraudProgram.RunAsync("keys", "add", "shop-1", "--scopes", "payments:write", "--keys", _folder.Path);
        var text = output.Trim();
        var id = ApiKey.IdOf(text)!;

        Assert.Equal(0, added);
        await Eventually.UntilAsync(() => inUse.Find(id) is { } key && key.Accepts(text) && key.Scopes is [ApiScopes.PaymentsWrite]);
        Assert.DoesNotContain(text, await File.ReadAllTextAsync(_folder.File("api-keys.json")), StringComparison.Ordinal);

        var (revoked, _) = await FraudProgram.RunAsync("keys", "revoke", id, "--keys", _folder.Path);

        Assert.Equal(0, revoked);
        await Eventually.UntilAsync(() => !inUse.Find(id)!.Accepts(text));
    }

    [Theory]
    [InlineData("--scopes", "add", "shop-1", "--scopes", "everything")]
    [InlineData("no key", "revoke", "none")]
    public async Task What_cannot_be_done_is_said_in_a_sentence(string sentence, params string[] arguments)
    {
        var (code, output) = await FraudProgram.RunAsync(["keys", .. arguments, "--keys", _folder.Path]);

        Assert.Equal(1, code);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
    }
}
