namespace Fraud.Features.Redis.Savepoints;

/// <summary>A savepoint that is being written. It becomes one by <see cref="Complete"/>, or never was. For one thread.</summary>
public sealed class SavepointDraft : IDisposable
{
    private readonly IDisposable _lock;
    private readonly string _folder;
    private readonly string _target;
    private readonly SortedDictionary<int, StateFileWriter> _files = [];
    private bool _isComplete;

    /// <param name="held">Keeps others from writing; let go with this object.</param>
    /// <param name="folder">Where it is written.</param>
    /// <param name="target">Where it stands when it is complete.</param>
    /// <param name="name">Its name.</param>
    internal SavepointDraft(IDisposable held, string folder, string target, string name) => (_lock, _folder, _target, Name) = (held, folder, target, name);

    /// <summary>Name of the savepoint.</summary>
    public string Name { get; }

    /// <summary>Makes the file of a partition.</summary>
    public void Add(int partition) => _files.Add(partition, new StateFileWriter(Path.Combine(_folder, FileOf(partition)), partition));

    /// <summary>Appends a state to the file of its partition, which was added.</summary>
    public void Write(in StoredState state) => _files[state.Key.Partition].Write(state);

    /// <summary>Ends the files, writes the manifest and gives the savepoint its name.</summary>
    /// <param name="manifest">Gets what became of each partition's file, by its number; fills in the positions.</param>
    public Savepoint Complete(Func<IReadOnlyList<SavepointPartition>, SavepointManifest> manifest)
    {
        var partitions = new List<SavepointPartition>();
        foreach (var (partition, file) in _files)
        {
            var states = file.Count;
            var (bytes, digest) = file.Complete();
            partitions.Add(new SavepointPartition
            {
                Partition = partition,
                Generation = 0,
                Reach = -1,
                Committed = 0,
                Decisions = 0,
                States = states,
                Bytes = bytes,
                File = FileOf(partition),
                Digest = digest,
            });
        }

        var complete = manifest(partitions);
        complete.Write(_folder);
        Directory.Move(_folder, _target);
        _isComplete = true;
        return new Savepoint(_target, SavepointManifest.Read(_target));
    }

    /// <summary>Deletes what is not complete.</summary>
    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
        if (!_isComplete && Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        _lock.Dispose();
    }

    private static string FileOf(int partition) => $"p{partition}.states";
}
