namespace Fraud.Broker.Storage;

/// <summary>Keeps a data folder for one broker. Freed by the operating system when the process dies, however it dies.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <exception cref="InvalidOperationException">Another broker uses the folder, or it cannot be written.</exception>
    public static DirectoryLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The data folder {folder} cannot be created: {error.Message}", error);
        }
        var path = Path.Combine(folder, ".lock");
        try
        {
            return new DirectoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException error)
        {
            throw new InvalidOperationException($"The data folder {folder} is read-only: {error.Message}", error);
        }
        catch (IOException error)
        {
            throw new InvalidOperationException(
                $"The data folder {folder} is in use by another broker ({path} is locked). Stop that one, or choose another folder.", error);
        }
    }

    public void Dispose() => _file.Dispose();
}
