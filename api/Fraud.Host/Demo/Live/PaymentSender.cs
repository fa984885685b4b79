using System.Buffers;
using System.Text;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Host.Auditing;
using Fraud.Simulator;

namespace Fraud.Host.Demo.Live;

/// <summary>Sends one payment until it is acknowledged, and writes it into the journal before it counts.</summary>
internal sealed class PaymentSender(GatewayClient gateway, AckJournal journal, Scoreboard board, TimeProvider time)
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Sends a payment of the simulation.</summary>
    /// <param name="simulated">The payment and its truth.</param>
    /// <param name="sinceDue">Time since the payment was due.</param>
    /// <returns>The answer with the decision; null when none came back.</returns>
    public async Task<string?> SendAsync(SimulatedPayment simulated, Func<TimeSpan> sinceDue)
    {
        board.CountSent(simulated);
        var result = await PostAsync(simulated.Payment);
        Acknowledge(simulated.Payment, result);
        if (result.Answer != PostAnswer.Decided) return null;
        board.CountDecided(simulated.Kind, Flagged(result), sinceDue());
        return result.Body;
    }

    /// <summary>Sends a payment to a platform that has just started, and waits until it is decided. The time it takes does not count.</summary>
    public async Task OpenAsync(SimulatedPayment simulated)
    {
        board.CountSent(simulated);
        var result = await PostAsync(simulated.Payment);
        Acknowledge(simulated.Payment, result);
        for (var begun = time.GetTimestamp(); result.Answer == PostAnswer.Accepted && time.GetElapsedTime(begun) < GiveUpAfter;)
            result = await PostAsync(simulated.Payment);
        if (result.Answer == PostAnswer.Decided) board.CountDecided(simulated.Kind, Flagged(result), null);
    }

    /// <summary>Sends a payment that was or is being sent already: the answer must be the first decision.</summary>
    public async Task RepeatAsync(Payment payment, Task<string?> first)
    {
        var result = await PostAsync(payment);
        if (result.Answer == PostAnswer.Decided && await first is { } decision && !PostResult.SameDecision(decision, result.Body))
            board.Blame($"{payment.PaymentId} was posted twice and answered differently: {decision} and {result.Body}");
    }

    /// <summary>Sends what must be refused.</summary>
    public async Task SendMalformedAsync(byte[] body)
    {
        var result = await UntilAnsweredAsync(body);
        if (result.Answer != PostAnswer.Refused) board.Blame($"a malformed payment was answered with {result.Answer}: {result.Body}");
    }

    private static bool Flagged(PostResult result) => DecisionGlance.Read(Encoding.UTF8.GetBytes(result.Body)).Stopped;

    private void Acknowledge(Payment payment, PostResult result)
    {
        if (!result.Acknowledged) return;
        journal.Append(payment.AccountId, payment.PaymentId);
        board.CountPosted();
    }

    private async Task<PostResult> PostAsync(Payment payment)
    {
        var body = new ArrayBufferWriter<byte>();
        PaymentJson.Write(payment, body);
        var result = await UntilAnsweredAsync(body.WrittenMemory);
        if (!result.Acknowledged) board.Blame($"{payment.PaymentId} was answered with {result.Answer}: {result.Body}");
        return result;
    }

    private async Task<PostResult> UntilAnsweredAsync(ReadOnlyMemory<byte> body)
    {
        for (var begun = time.GetTimestamp(); ;)
        {
            var result = await gateway.PostAsync(body, CancellationToken.None);
            if (result.Answer is not (PostAnswer.Busy or PostAnswer.None) || time.GetElapsedTime(begun) > GiveUpAfter) return result;
            board.CountRetry();
            await Task.Delay(RetryPause, time);
        }
    }
}
