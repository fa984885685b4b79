namespace Fraud.Host.Runtime;

/// <summary>The programs of one Postgres version.</summary>
/// <param name="Folder">Where <c>initdb</c> and <c>postgres</c> are.</param>
internal sealed record PostgresInstallation(string Folder)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    public string InitDb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>
    /// The installation for data of <paramref name="majorVersion"/>, or for new data (null) the first on PATH, else Debian's newest:
    /// Debian puts the programs into <c>/usr/lib/postgresql/VERSION/bin</c>, outside PATH.
    /// </summary>
    public static PostgresInstallation Find(string? majorVersion)
    {
        var debian = Directory.Exists(DebianRoot)
            ? Directory.GetDirectories(DebianRoot).OrderByDescending(Version).Select(folder => Path.Combine(folder, "bin"))
            : [];
        var all = SystemProgram.Folders().Concat(debian).Select(folder => new PostgresInstallation(folder)).Where(found => found.IsWhole).ToList();
        if (all.Count == 0)
            throw new OperatingFaultException("Postgres is not installed: run apt-get install postgresql, or name a Postgres with --postgres.");
        if (majorVersion is null)
            return all[0];
        return all.FirstOrDefault(found => found.MajorVersion == majorVersion)
            ?? throw new OperatingFaultException(
                $"The data was written by Postgres {majorVersion}, which is not installed: run apt-get install postgresql-{majorVersion}.");
    }

    private bool IsWhole => File.Exists(InitDb) && File.Exists(Postgres);

    /// <summary>The major version by the place where the program really is; null outside Debian's layout.</summary>
    private string? MajorVersion =>
        new FileInfo(Postgres) is var file && (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName.Split('/') is
        ["", "usr", "lib", "postgresql", var version, ..]
            ? version
            : null;

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;
}
