using Fraud.Host.Demo;
using Fraud.Host.Runtime;
using Fraud.Simulator;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Demo;

public sealed class DemoStateFileTests : IDisposable
{
    private static readonly DemoState Fresh = new() { World = new WorldOptions { Seed = 7, Accounts = 300 }, HistoryDays = 45 };

    private readonly TempFolder _folder = new("demo-state");

    [Fact]
    public void The_next_run_finds_what_this_one_left()
    {
        var states = new DemoStateFile(_folder.Path);
        states.Load(() => Fresh);
        states.Update(state => state with
        {
            Next = new PaymentSerial(46, 1234),
            AlertFeed = Guid.Empty,
            Model = new DemoModel("xgboost", 0.99, 0.8),
            WarmUp = new DemoWarmUp(10, 2.5),
        });

        var read = new DemoStateFile(_folder.Path).Load(() => throw new InvalidOperationException("the file was not found"));

        Assert.Equal(states.State, read);
        Assert.Equal(new PaymentSerial(46, 1234), read.Next);
    }

    [Fact]
    public void A_file_that_is_no_state_is_refused_with_a_way_out()
    {
        File.WriteAllText(_folder.File("demo.json"), "{\"world\":");

        var fault = Assert.Throws<OperatingFaultException>(() => new DemoStateFile(_folder.Path).Load(() => Fresh));
        Assert.Contains("--data", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
