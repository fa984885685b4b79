using System.Globalization;
using Fraud.Broker.Storage;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Topics;

/// <summary>Where the partitions lie on disk, and the folders of deleted ones until they are gone.</summary>
internal sealed class TopicFolders(string root, ILogger logger)
{
    private readonly string _deleted = Path.Combine(root, ".deleted");
    private int _nextDeleted;

    public string Of(string topic, int partition) =>
        Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{topic}-{partition}"));

    public void Prepare()
    {
        Directory.CreateDirectory(root);
        if (Directory.Exists(_deleted))
            Directory.Delete(_deleted, recursive: true);
        Directory.CreateDirectory(_deleted);
        FolderFlush.Flush(root);
        FolderFlush.Flush(Path.GetDirectoryName(Path.GetFullPath(root))!);
    }

    /// <summary>Moves a folder out of the way, so that a topic of the same name never finds old records.</summary>
    public void SetAside(string topic, int partition)
    {
        var folder = Of(topic, partition);
        if (Directory.Exists(folder))
            Directory.Move(folder, Path.Combine(_deleted, Interlocked.Increment(ref _nextDeleted).ToString(CultureInfo.InvariantCulture)));
    }

    public void PurgeInBackground() => _ = Task.Run(() =>
    {
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(_deleted))
                Directory.Delete(folder, recursive: true);
        }
        catch (IOException error)
        {
            logger.LogWarning(error, "Some files of deleted topics remain until the next start");
        }
    });
}
