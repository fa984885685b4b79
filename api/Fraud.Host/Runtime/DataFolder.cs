namespace Fraud.Host.Runtime;

/// <summary>
/// A data folder that this process has for itself. The lock is the operating system's (flock), so it goes with the process however
/// that ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
        RuntimeFile = new RuntimeFile(path);
    }

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Its <c>runtime.json</c>.</summary>
    public RuntimeFile RuntimeFile { get; }

    /// <summary>Takes the folder, making it when absent.</summary>
    /// <exception cref="OperatingFaultException">Another instance has it, or it cannot be written.</exception>
    public static DataFolder Take(string folder)
    {
        var path = System.IO.Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(path);
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new OperatingFaultException($"{path} cannot be written by this user: mend its owner, or name another folder with --data.");
        }
        catch (IOException) when (new RuntimeFile(path).Read().Instance is var instance)
        {
            var who = instance is { IsRunning: true } ? $"process {instance.ProcessId}" : "another process";
            throw new OperatingFaultException($"{who} runs on {path}: stop it, or name another folder with --data.");
        }
    }

    /// <summary>The loopback port that the named server had here last, when it is free, else another free one.</summary>
    public int PortFor(string server)
    {
        var last = RuntimeFile.Read().Servers.GetValueOrDefault(server)?.Port;
        return last is { } port && LocalPort.IsFree(port) ? port : LocalPort.Choose(Path, server);
    }

    public void Dispose() => _lock.Dispose();
}
