namespace Fraud.Api.Storage;

/// <summary>One answer for all who ask within a while, and one read at a time however many wait for it. A failed read is not kept.</summary>
/// <param name="read">Reads the answer.</param>
/// <param name="kept">How long an answer is good, from the moment its read began.</param>
/// <param name="time">Measures that.</param>
internal sealed class SharedRead<T>(Func<Task<T>> read, TimeSpan kept, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task<T>? _answer;
    private long _readAt;

    /// <summary>The answer, at most as old as it is kept.</summary>
    /// <param name="cancellationToken">The caller stops waiting; the read goes on for the others.</param>
    public Task<T> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_answer is null || (_answer.IsCompleted && (!_answer.IsCompletedSuccessfully || time.GetElapsedTime(_readAt) >= kept)))
            {
                _readAt = time.GetTimestamp();
                _answer = read();
            }

            return _answer.WaitAsync(cancellationToken);
        }
    }
}
