namespace Fraud.Features.Redis.Savepoints;

/// <summary>A complete savepoint in its folder.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Manifest">What it holds.</param>
public sealed record Savepoint(string Folder, SavepointManifest Manifest)
{
    /// <summary>Compares a partition's file with the manifest.</summary>
    /// <exception cref="SavepointException">The file is missing, torn or damaged; the message names it.</exception>
    public void Verify(SavepointPartition partition)
    {
        var path = PathOf(partition);
        if (!File.Exists(path))
            throw new SavepointException($"{path} is missing: restore another savepoint.");
        if (new FileInfo(path).Length != partition.Bytes || StateFileWriter.Hash(path) != partition.Digest)
            throw new SavepointException($"{path} is torn or damaged: its digest is wrong. Restore another savepoint.");
    }

    /// <summary>Compares all files with the manifest.</summary>
    /// <exception cref="SavepointException">A file is missing, torn or damaged; the message names it.</exception>
    public void Verify(CancellationToken stop)
    {
        foreach (var partition in Manifest.Partitions)
        {
            stop.ThrowIfCancellationRequested();
            Verify(partition);
        }
    }

    /// <summary>A partition's states, in the order in which they were copied: of a state that stands twice, the later is the newer.</summary>
    /// <exception cref="SavepointException">The file is torn or damaged.</exception>
    public IEnumerable<StoredState> Read(SavepointPartition partition) => StateFileReader.Read(PathOf(partition), partition.Partition);

    // A name with a folder in it is not one that was written here.
    private string PathOf(SavepointPartition partition) => Path.Combine(Folder, Path.GetFileName(partition.File));
}
