using System.Text;
using Fraud.Broker.Storage;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Fraud.UnitTests.Broker;

public sealed class JournalTests
{
    [Fact]
    public void The_newest_value_of_each_key_survives_and_removed_keys_do_not()
    {
        using var folder = new TempFolder();
        using (var journal = Open(folder))
        {
            journal.Write(Entry("a", "1"), Entry("b", "1"));
            journal.Write(Entry("a", "2"), new JournalEntry("b", null), Entry("c/x", "3"));
        }
        using var again = Open(folder);
        Assert.Equal(["a=2", "c/x=3"], Contents(again, ""));
        Assert.Equal(["c/x=3"], Contents(again, "c/"));
    }

    [Fact]
    public void A_file_cut_at_any_byte_holds_a_prefix_of_the_writes_each_whole_or_absent()
    {
        using var folder = new TempFolder();
        using (var journal = Open(folder))
            for (var i = 0; i < 8; i++)
                journal.Write(Entry("first", $"{i}"), Entry("second", $"{i}"));
        var whole = File.ReadAllBytes(folder.File("journal"));
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(folder.File("journal"), whole[..length]);
            using var cut = Open(folder);
            var contents = Contents(cut, "");
            var last = length * 8 / whole.Length - 1;
            Assert.Equal(last < 0 ? [] : [$"first={last}", $"second={last}"], contents);
            cut.Write(Entry("third", "x"));
            Assert.Equal(contents.Count + 1, Contents(cut, "").Count);
        }
    }

    [Fact]
    public void History_is_dropped_once_it_is_most_of_the_file()
    {
        using var folder = new TempFolder();
        var large = new string('x', 100_000);
        using (var journal = Open(folder))
            for (var i = 0; i < 300; i++)
                journal.Write(Entry("a", $"{i}{large}"), Entry($"kept{i}", "1"));
        Assert.InRange(new FileInfo(folder.File("journal")).Length, 1, 15_000_000);
        using var again = Open(folder);
        Assert.Equal(301, Contents(again, "").Count);
        Assert.StartsWith("299x", Encoding.UTF8.GetString(again.Find("a")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_while_history_is_dropped_survives()
    {
        using var folder = new TempFolder();
        var large = new byte[200_000];
        using (var journal = Journal.Open(folder.File("journal"), flushEach: true, NullLogger.Instance))
            await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
            {
                for (var i = 0; i < 60; i++)
                    journal.Write(Entry($"{writer}/{i}", $"{i}"), new JournalEntry("large", large));
            })));
        Assert.InRange(new FileInfo(folder.File("journal")).Length, 1, 20_000_000);
        using var again = Open(folder);
        foreach (var writer in Enumerable.Range(0, 4))
            Assert.Equal(60, Contents(again, $"{writer}/").Count);
    }

    private static Journal Open(TempFolder folder) => Journal.Open(folder.File("journal"), flushEach: false, NullLogger.Instance);

    private static JournalEntry Entry(string key, string value) => new(key, Encoding.UTF8.GetBytes(value));

    private static List<string> Contents(Journal journal, string prefix) =>
        [.. journal.Under(prefix).Select(entry => $"{entry.Key}={Encoding.UTF8.GetString(entry.Value)}").Order(StringComparer.Ordinal)];
}
