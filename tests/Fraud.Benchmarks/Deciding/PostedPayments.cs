using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Fraud.Benchmarks.Traffic;
using Fraud.Contracts.Json;

namespace Fraud.Benchmarks.Deciding;

/// <summary>Posts payments and waits for each decision in the answer. For one load after the other.</summary>
/// <param name="client">With as many connections as there are callers.</param>
/// <param name="callers">Payments under way at most.</param>
/// <param name="traffic">The payments.</param>
internal sealed class PostedPayments(HttpClient client, int callers, CardTraffic traffic)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly ConcurrentQueue<(double Ms, HttpStatusCode Status, string Id)> _answers = new();
    private int _underWay;

    /// <summary>
    /// Posts at an even rate whatever the answers do (open loop): a payment that is sent late still counts from when it was due. One that is due
    /// while all callers wait for answers is not sent.
    /// </summary>
    /// <param name="rate">Payments a second.</param>
    /// <param name="count">How many.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<PostedAnswers> AtRateAsync(double rate, int count, CancellationToken stop)
    {
        var payments = Make(count);
        var posts = new Task[count];
        var clock = Stopwatch.StartNew();
        await Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < count; i++)
                {
                    var dueMs = i * 1000.0 / rate;
                    while (clock.Elapsed.TotalMilliseconds < dueMs)
                    {
                        if (stop.WaitHandle.WaitOne(1)) throw new OperationCanceledException(stop);
                    }

                    posts[i] = Volatile.Read(ref _underWay) < callers ? PostAsync(payments[i], clock, dueMs, stop) : Task.CompletedTask;
                }
            },
            stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(posts);
        return Answers();
    }

    /// <summary>Posts as fast as so many callers can that each wait for one answer before the next payment (closed loop).</summary>
    /// <returns>The answers, and the payments answered a second.</returns>
    public async Task<(PostedAnswers Answers, double PerSecond)> InTurnAsync(int sequences, int count, CancellationToken stop)
    {
        var payments = new ConcurrentQueue<(string Id, byte[] Body)>(Make(count));
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, sequences).Select(_ => Task.Run(
            async () =>
            {
                while (payments.TryDequeue(out var payment))
                    await PostAsync(payment, clock, clock.Elapsed.TotalMilliseconds, stop);
            },
            stop)));
        return (Answers(), count / clock.Elapsed.TotalSeconds);
    }

    private (string Id, byte[] Body)[] Make(int count)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var payment = traffic.Next();
            output.ResetWrittenCount();
            PaymentJson.Write(payment, output);
            return (payment.PaymentId, output.WrittenSpan.ToArray());
        })];
    }

    private async Task PostAsync((string Id, byte[] Body) payment, Stopwatch clock, double dueMs, CancellationToken stop)
    {
        Interlocked.Increment(ref _underWay);
        using var content = new ByteArrayContent(payment.Body);
        content.Headers.ContentType = Json;
        try
        {
            using var response = await client.PostAsync("/v1/payments?wait=decision&timeout=5s", content, stop);
            await response.Content.ReadAsByteArrayAsync(stop);
            var refusal = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
            var status = refusal && response.Headers.RetryAfter is null ? HttpStatusCode.InternalServerError : response.StatusCode;
            _answers.Enqueue((clock.Elapsed.TotalMilliseconds - dueMs, status, payment.Id));
        }
        catch (HttpRequestException)
        {
            _answers.Enqueue((clock.Elapsed.TotalMilliseconds - dueMs, HttpStatusCode.InternalServerError, payment.Id));
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private PostedAnswers Answers()
    {
        var byStatus = _answers.ToLookup(answer => answer.Status);
        _answers.Clear();
        var decided = Times(byStatus[HttpStatusCode.OK]);
        var refused = Times(byStatus[HttpStatusCode.TooManyRequests].Concat(byStatus[HttpStatusCode.ServiceUnavailable]));
        var undecided = byStatus[HttpStatusCode.Accepted].Count();
        return new PostedAnswers(
            decided, refused, undecided, byStatus.Sum(answers => answers.Count()) - decided.Length - refused.Length - undecided,
            [.. byStatus[HttpStatusCode.OK].Concat(byStatus[HttpStatusCode.Accepted]).Select(answer => answer.Id)]);
    }

    private static double[] Times(IEnumerable<(double Ms, HttpStatusCode Status, string Id)> answers) => [.. answers.Select(answer => answer.Ms).Order()];
}
