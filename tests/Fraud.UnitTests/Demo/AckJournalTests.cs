using Fraud.Host.Demo;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Demo;

public sealed class AckJournalTests : IDisposable
{
    private readonly TempFolder _folder = new("journal");

    private string Journal => _folder.File("acknowledged.log");

    [Fact]
    public void What_was_written_is_read_while_and_after_the_journal_is_open()
    {
        using (var journal = new AckJournal(Journal))
        {
            journal.Append("acc-1", "pay-1");
            Assert.Equal([("acc-1", "pay-1")], AckJournal.Read(Journal));
        }

        using (var journal = new AckJournal(Journal)) journal.Append("acc-2", "pay-2");
        Assert.Equal([("acc-1", "pay-1"), ("acc-2", "pay-2")], AckJournal.Read(Journal));
    }

    [Theory]
    [InlineData("acc-1 pay-1\nacc-2 pa", 1)]
    [InlineData("acc-1 pay-1\nacc-2 pay-2\n", 2)]
    [InlineData("acc-1 pa", 0)]
    [InlineData("", 0)]
    public void A_line_cut_short_by_a_kill_does_not_count(string left, int whole)
    {
        File.WriteAllText(Journal, left);

        using (var journal = new AckJournal(Journal)) journal.Append("acc-9", "pay-9");

        var read = AckJournal.Read(Journal).ToList();
        Assert.Equal(whole + 1, read.Count);
        Assert.Equal(("acc-9", "pay-9"), read[^1]);
    }

    public void Dispose() => _folder.Dispose();
}
