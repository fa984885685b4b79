using Fraud.Contracts;
using Fraud.Host.Demo.Setup;
using Fraud.Simulator;

namespace Fraud.Host.Demo.Live;

/// <summary>
/// Plays the world live, in order: payments over HTTP at a steady rate whatever the answers take, profile changes into Postgres, labels onto
/// the log; and what real senders do wrong: payments sent twice, malformed ones, malformed records.
/// </summary>
internal sealed class LiveTraffic(
    DemoOptions options, PaymentSender sender, BankTables bank, LogSender log, DemoStateFile states, Scoreboard board, TimeProvider time)
    : IDisposable
{
    private const int InFlightMax = 2_000;
    private const int ReservedAhead = 500;
    private const double DuplicateShare = 0.01;
    private const double MalformedShare = 0.004;

    private readonly SemaphoreSlim _inFlight = new(InFlightMax);
    private readonly Queue<(Payment Payment, Task<string?> Decision)> _remembered = new();
    private readonly Random _random = new((int)(options.Seed ^ (options.Seed >> 32)));
    private PaymentSerial _next;
    private PaymentSerial _reserved;
    private int _ways;

    /// <summary>Runs until the time is up, or stopped; returns when everything sent has been answered.</summary>
    public async Task RunAsync(World world, CancellationToken stop)
    {
        _next = _reserved = states.State.Next;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Pace? pace = null;
        try
        {
            await foreach (var happening in Upcoming.From(world, _next, ended.Token))
            {
                if (happening is not SimulatedPayment payment)
                {
                    await HappenAsync(happening, stop);
                }
                else if (pace is null)
                {
                    await OpenAsync(payment);
                    pace = new Pace(options.Rate, time);
                }
                else if (options.Duration is { } duration && pace.Elapsed >= duration)
                {
                    break;
                }
                else
                {
                    await PayAsync(payment, pace, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }

        await ended.CancelAsync();
        for (var i = 0; i < InFlightMax; i++) await _inFlight.WaitAsync(CancellationToken.None);
        log.Flush();
        states.Update(state => state with { Next = _next });
    }

    public void Dispose() => _inFlight.Dispose();

    /// <summary>
    /// The first payment is sent alone until it is decided: what a platform that has just started does before it answers is not what is measured.
    /// </summary>
    private Task OpenAsync(SimulatedPayment first)
    {
        Reserve(first.Serial);
        return sender.OpenAsync(first);
    }

    private async Task HappenAsync(SimulatedEvent happening, CancellationToken stop)
    {
        // A payment after a change is posted once the row is committed, as at a bank.
        if (happening is ProfileChange change) await bank.ApplyAsync(change, stop);
        if (happening is SimulatedLabel label) log.Send(label.Label);
    }

    private async Task PayAsync(SimulatedPayment payment, Pace pace, CancellationToken stop)
    {
        // Simulated days pass faster than real ones, and the gateway takes no payment from the future.
        var ahead = DateTimeOffset.FromUnixTimeMilliseconds(payment.TimeMs) - time.GetUtcNow();
        if (ahead > TimeSpan.Zero) await Task.Delay(ahead, time, stop);
        var due = await pace.NextAsync(stop);
        Reserve(payment.Serial);
        var decision = await BeginAsync(() => sender.SendAsync(payment, () => pace.Elapsed - due), stop);
        await MisbehaveAsync(payment.Payment, decision, stop);
    }

    /// <summary>Notes that a payment may have been sent, before it is: a restart must not send another one under its id.</summary>
    private void Reserve(PaymentSerial serial)
    {
        _next = serial with { Number = serial.Number + 1 };
        if (_next <= _reserved) return;
        _reserved = _next with { Number = _next.Number + ReservedAhead };
        states.Update(state => state with { Next = _reserved });
    }

    private async Task MisbehaveAsync(Payment payment, Task<string?> decision, CancellationToken stop)
    {
        // A few hours of simulated time: a retry days later would not be known as one.
        _remembered.Enqueue((payment, decision));
        if (_remembered.Count > Math.Min(1_000, states.State.World.Accounts / 2)) _remembered.Dequeue();
        if (_random.NextDouble() < DuplicateShare)
        {
            // Half at once, while the first is on its way; half later.
            var (again, first) = _random.Next(2) == 0 ? (payment, decision) : _remembered.Peek();
            states.Update(state => state with { DuplicatesPosted = state.DuplicatesPosted + 1 });
            await BeginAsync(() => Repeat(again, first), stop);
        }

        if (_random.NextDouble() >= MalformedShare) return;
        var broken = MalformedPayments.Break(payment with { PaymentId = $"broken-{payment.PaymentId}" }, _ways++);
        if (_random.Next(3) == 0)
        {
            states.Update(state => state with { MalformedProduced = state.MalformedProduced + 1 });
            log.Send(Topics.Payments, payment.AccountId, broken);
        }
        else
        {
            states.Update(state => state with { MalformedPosted = state.MalformedPosted + 1 });
            await BeginAsync(() => Break(broken), stop);
        }
    }

    private async Task<string?> Repeat(Payment payment, Task<string?> first)
    {
        await sender.RepeatAsync(payment, first);
        return null;
    }

    private async Task<string?> Break(byte[] body)
    {
        await sender.SendMalformedAsync(body);
        return null;
    }

    /// <summary>Starts a post without waiting for its end; waits only while too many are under way.</summary>
    private async ValueTask<Task<string?>> BeginAsync(Func<Task<string?>> post, CancellationToken stop)
    {
        await _inFlight.WaitAsync(stop);
        return GuardAsync(post);
    }

    private async Task<string?> GuardAsync(Func<Task<string?>> post)
    {
        try
        {
            return await Task.Run(post);
        }
        catch (Exception e)
        {
            board.Blame(e.Message);
            return null;
        }
        finally
        {
            _inFlight.Release();
        }
    }
}
