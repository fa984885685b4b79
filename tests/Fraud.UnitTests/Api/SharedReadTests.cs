using Fraud.Api.Storage;
using Xunit;

namespace Fraud.UnitTests.Api;

public class SharedReadTests
{
    private readonly Clock _clock = new();

    [Fact]
    public async Task Many_who_ask_at_once_share_one_read()
    {
        var reads = 0;
        var answer = new TaskCompletionSource<int>();
        var shared = new SharedRead<int>(() => Interlocked.Increment(ref reads) == 1 ? answer.Task : Task.FromResult(0), TimeSpan.FromSeconds(1), _clock);
        var first = shared.GetAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(5));
        var second = shared.GetAsync(CancellationToken.None);
        answer.SetResult(7);
        Assert.Equal((7, 7, 1), (await first, await second, reads));
    }

    [Fact]
    public async Task An_answer_is_kept_for_a_while_and_then_read_again()
    {
        var reads = 0;
        var shared = new SharedRead<int>(() => Task.FromResult(++reads), TimeSpan.FromSeconds(1), _clock);
        Assert.Equal(1, await shared.GetAsync(CancellationToken.None));
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(1, await shared.GetAsync(CancellationToken.None));
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(2, await shared.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var reads = 0;
        var shared = new SharedRead<int>(
            () => ++reads == 1 ? Task.FromException<int>(new TimeoutException()) : Task.FromResult(reads), TimeSpan.FromSeconds(1), _clock);
        await Assert.ThrowsAsync<TimeoutException>(() => shared.GetAsync(CancellationToken.None));
        Assert.Equal(2, await shared.GetAsync(CancellationToken.None));
    }

    private sealed class Clock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan by) => _now += by.Ticks;
    }
}
