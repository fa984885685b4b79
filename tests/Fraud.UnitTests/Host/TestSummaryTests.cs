using Fraud.Host.Commands;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Host;

public sealed class TestSummaryTests : IDisposable
{
    private readonly TempFolder _folder = new("summary");

    [Fact]
    public void Tests_of_all_runners_are_added_up()
    {
        Write("Unit.trx", Trx(("a", "Passed"), ("b", "Failed"), ("c", "NotExecuted")));
        Write("Unit.exit", "1");
        Write("dashboard.junit.xml", """
            <testsuites><testsuite>
              <testcase classname="alerts" name="shows"/><testcase classname="alerts" name="sorts"><failure/></testcase>
              <testcase classname="alerts" name="later"><skipped/></testcase>
            </testsuite></testsuites>
            """);
        Write("dashboard.exit", "1");
        Write("format.check", "0");

        var summary = TestSummaryCommand.Read(_folder.Path);

        Assert.Equal((3, 2), (summary.Passed, summary.Skipped));
        Assert.Equal(["alerts sorts", "b"], summary.Failed);
    }

    [Fact]
    public void A_run_that_broke_off_counts_as_a_failure()
    {
        Write("Unit.trx", Trx(("a", "Passed")));
        Write("Unit.exit", "134");
        Assert.Equal(["Unit (the run itself)"], TestSummaryCommand.Read(_folder.Path).Failed);
    }

    [Fact]
    public void A_check_that_failed_counts_as_a_failure()
    {
        Write("format.check", "2");
        Assert.Equal(["format"], TestSummaryCommand.Read(_folder.Path).Failed);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string name, string content) => File.WriteAllText(_folder.File(name), content);

    private static string Trx(params (string Name, string Outcome)[] results) =>
        $"""
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
        {string.Concat(results.Select(result => $"<UnitTestResult testName=\"{result.Name}\" outcome=\"{result.Outcome}\"/>"))}
        </Results></TestRun>
        """;
}
