namespace Fraud.Host.Commands.Replay;

/// <summary>Shows progress on the reporter's thread: <see cref="Progress{T}"/> would hand it to another and reorder.</summary>
/// <param name="show">Shows one report.</param>
internal sealed class Shown<T>(Action<T> show) : IProgress<T>
{
    public void Report(T value) => show(value);
}
