using System.Threading.Channels;
using Fraud.Simulator;

namespace Fraud.Host.Demo.Live;

/// <summary>
/// The world's events from a payment on, made ahead by a task of their own: making a day takes long compared with the time between two
/// payments. Profile changes of the day before that payment come too, because they may not have reached the tables; labels and payments do not.
/// </summary>
internal static class Upcoming
{
    private const int AheadMax = 20_000;

    public static IAsyncEnumerable<SimulatedEvent> From(World world, PaymentSerial first, CancellationToken stop)
    {
        var channel = Channel.CreateBounded<SimulatedEvent>(new BoundedChannelOptions(AheadMax) { SingleReader = true, SingleWriter = true });
        _ = Task.Run(() => MakeAsync(world, first, channel.Writer, stop), CancellationToken.None);
        return channel.Reader.ReadAllAsync(stop);
    }

    private static async Task MakeAsync(World world, PaymentSerial first, ChannelWriter<SimulatedEvent> writer, CancellationToken stop)
    {
        try
        {
            var reached = false;
            foreach (var happening in world.Events(first.Day))
            {
                reached = reached || (happening is SimulatedPayment payment && payment.Serial >= first);
                if (reached || happening is ProfileChange) await writer.WriteAsync(happening, stop);
            }
        }
        catch (Exception e)
        {
            writer.TryComplete(e);
        }
    }
}
