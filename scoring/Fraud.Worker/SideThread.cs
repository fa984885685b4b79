using System.Runtime.ExceptionServices;

namespace Fraud.Worker;

/// <summary>
/// One thread beside the stage's for one piece of work at a time. Not one of the pool: the work waits for the log, whose own work may need the
/// pool's threads.
/// </summary>
internal sealed class SideThread : IDisposable
{
    private readonly SemaphoreSlim _begin = new(0);
    private readonly SemaphoreSlim _end = new(0);
    private readonly Thread _thread;
    private Action? _work;
    private Exception? _failure;

    public SideThread(string name)
    {
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Work was begun and its end not awaited yet.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Begins work; what was begun before must have been awaited.</summary>
    public void Begin(Action work)
    {
        if (IsBusy)
            throw new InvalidOperationException("The work before was not awaited.");
        _work = work;
        IsBusy = true;
        _begin.Release();
    }

    /// <summary>Waits for the end of the work; throws what it threw.</summary>
    public void Wait()
    {
        if (!IsBusy)
            return;
        _end.Wait();
        IsBusy = false;
        if (_failure is not { } failure)
            return;
        _failure = null;
        ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Waits for the end of the work, however it ends, and ends the thread.</summary>
    public void Dispose()
    {
        if (IsBusy)
            _end.Wait();
        IsBusy = false;
        _work = null;
        _begin.Release();
        _thread.Join();
        _begin.Dispose();
        _end.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _begin.Wait();
            if (_work is not { } work)
                return;
            try
            {
                work();
            }
            catch (Exception e)
            {
                _failure = e;
            }

            _end.Release();
        }
    }
}
