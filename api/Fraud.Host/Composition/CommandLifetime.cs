namespace Fraud.Host.Composition;

/// <summary>Leaves signals to the command line: the usual lifetime would stop the application on its own on Ctrl-C, out of order.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
