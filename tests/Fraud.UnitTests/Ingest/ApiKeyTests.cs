using Fraud.Ingest.Security;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Ingest;

public sealed class ApiKeyTests : IDisposable
{
    private readonly TempFolder _folder = new("keys");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_start_makes_two_keys_and_stores_only_their_digests()
    {
        var store = ApiKeyFileStore.Open(_folder.Path, TimeProvider.System);
        var first = store.ReadFirstKeys()!;

        var payments = store.Find(ApiKey.IdOf(first.Payments)!)!;
        Assert.True(payments.Accepts(first.Payments));
        Assert.False(payments.Accepts(first.Admin));
        Assert.Equal([ApiScopes.PaymentsWrite, ApiScopes.DecisionsRead], payments.Scopes);
        Assert.Equal([ApiScopes.Admin], store.Find(ApiKey.IdOf(first.Admin)!)!.Scopes);
        var stored = File.ReadAllText(_folder.File("api-keys.json"));
        Assert.DoesNotContain(first.Payments.Split('_')[2], stored, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var name in new[] { "api-keys.json", "first-api-keys.json" })
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File(name)));
        }
    }

    [Fact]
    public void Keys_survive_a_restart_and_the_first_ones_are_not_made_again()
    {
        var first = ApiKeyFileStore.Open(_folder.Path, TimeProvider.System).ReadFirstKeys();

        var again = ApiKeyFileStore.Open(_folder.Path, TimeProvider.System);

        Assert.Equal(first, again.ReadFirstKeys());
        Assert.Equal(2, again.List().Count);
    }

    [Fact]
    public void A_revocation_by_another_process_is_seen_within_a_second()
    {
        var clock = new ManualTime();
        var here = ApiKeyFileStore.Open(_folder.Path, clock);
        var key = ApiKey.Create("test", [ApiScopes.AlertsRead], out var text);
        here.Add(key);
        Assert.True(here.Find(key.Id)!.Accepts(text));

        Assert.True(ApiKeyFileStore.Open(_folder.Path, clock).Revoke(key.Id));
        File.SetLastWriteTimeUtc(_folder.File("api-keys.json"), File.GetLastWriteTimeUtc(_folder.File("api-keys.json")).AddMilliseconds(20));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(here.Find(key.Id)!.Accepts(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("fraud_")]
    [InlineData("fraud_abc")]
    [InlineData("other_abc_def")]
    [InlineData("fraud_a_b_c")]
    public void Texts_that_are_no_keys_have_no_id(string text) => Assert.Null(ApiKey.IdOf(text));

    [Fact]
    public void A_broken_file_is_a_fault_that_names_it()
    {
        File.WriteAllText(_folder.File("api-keys.json"), "{");

        var fault = Assert.Throws<InvalidDataException>(() => ApiKeyFileStore.Open(_folder.Path, TimeProvider.System));
        Assert.Contains("api-keys.json", fault.Message, StringComparison.Ordinal);
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;

        public override long GetTimestamp() => _ticks;
    }
}
