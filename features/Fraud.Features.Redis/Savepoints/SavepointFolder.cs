namespace Fraud.Features.Redis.Savepoints;

/// <summary>The folder in which each savepoint has a folder of its name. One that is being written has another name, and is none yet.</summary>
/// <param name="path">The folder; created by the first savepoint.</param>
public sealed class SavepointFolder(string path)
{
    private const string UnfinishedPrefix = ".unfinished-";
    private const string LockFile = ".lock";

    /// <summary>Begins a savepoint; what a killed predecessor of that name left is deleted.</summary>
    /// <exception cref="SavepointException">There is one of that name, the name is none for a folder, or another one is being written.</exception>
    public SavepointDraft Begin(string name)
    {
        if (name.Length is 0 or > 100 || name[0] == '.' || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            throw new SavepointException($"'{name}' is no name for a savepoint: use letters, digits, dots, dashes and underscores, at most 100.");
        var held = Lock();
        try
        {
            var folder = Path.Combine(path, name);
            if (Directory.Exists(folder))
                throw new SavepointException($"There is a savepoint {name} in {path}: give another name.");
            var unfinished = Path.Combine(path, UnfinishedPrefix + name);
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            Directory.CreateDirectory(unfinished);
            return new SavepointDraft(held, unfinished, folder, name);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>A savepoint by its name.</summary>
    /// <exception cref="SavepointException">There is none, or its manifest is damaged.</exception>
    public Savepoint Open(string name)
    {
        var folder = Path.Combine(path, Path.GetFileName(name));
        return Directory.Exists(folder)
            ? new Savepoint(folder, SavepointManifest.Read(folder))
            : throw new SavepointException($"There is no savepoint {name} in {path}: ./fraud savepoint list shows them.");
    }

    /// <summary>All savepoints, the newest first; those whose manifest cannot be read are told to <paramref name="damaged"/> and left out.</summary>
    public IReadOnlyList<Savepoint> List(Action<SavepointException> damaged)
    {
        var found = new List<Savepoint>();
        if (!Directory.Exists(path))
            return found;
        foreach (var folder in Directory.EnumerateDirectories(path).Where(folder => !Path.GetFileName(folder).StartsWith('.')))
        {
            try
            {
                found.Add(new Savepoint(folder, SavepointManifest.Read(folder)));
            }
            catch (SavepointException e)
            {
                damaged(e);
            }
        }

        return [.. found.OrderByDescending(savepoint => savepoint.Manifest.Created)];
    }

    // The file stays: deleting it would let one process lock the deleted file while another locks a new one. A killed process holds no lock.
    private FileStream Lock()
    {
        Directory.CreateDirectory(path);
        try
        {
            return new FileStream(Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new SavepointException($"Another savepoint is being written in {path}: wait until it is done.", e);
        }
    }
}
