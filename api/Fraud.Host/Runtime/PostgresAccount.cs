namespace Fraud.Host.Runtime;

/// <summary>
/// The account Postgres runs under. It refuses root, so root runs it as the package's own user <c>postgres</c>; anybody else runs it
/// as themselves.
/// </summary>
internal sealed class PostgresAccount
{
    private const string User = "postgres";
    private readonly bool _isRoot = Environment.IsPrivilegedProcess;

    /// <summary>The command, as this account.</summary>
    public IReadOnlyList<string> Run(params IReadOnlyList<string> command) =>
        _isRoot ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--init-groups", "--", .. command] : command;

    /// <summary>
    /// The place for the data: <paramref name="wanted"/>, unless its parents shut the account out, as in a checkout under /root. Then it is
    /// a folder in /var/lib/fraud, to which a link is left at the wanted place.
    /// </summary>
    public async Task<string> PlaceAsync(string wanted, ILogger logger, CancellationToken stop)
    {
        if (!_isRoot || OperatingSystem.IsWindows())
            return wanted;
        var parent = Path.GetDirectoryName(wanted)!;
        File.SetUnixFileMode(parent, File.GetUnixFileMode(parent) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var (code, _) = await SystemProgram.RunAsync(Run("test", "-x", parent), stop);
        if (code == 0)
            return wanted;
        if (new DirectoryInfo(wanted).LinkTarget is { } linked)
            return linked;
        if (Directory.Exists(wanted))
            throw new OperatingFaultException($"User {User} cannot reach {wanted}: run chmod o+x on its parents, or name another folder with --data.");
        var elsewhere = Path.Combine("/var/lib/fraud", wanted.Trim('/').Replace('/', '-'));
        Directory.CreateDirectory(Path.GetDirectoryName(elsewhere)!);
        Directory.CreateSymbolicLink(wanted, elsewhere);
        logger.LogInformation("User {User} cannot reach {Wanted}, so Postgres keeps its data in {Place}", User, wanted, elsewhere);
        return elsewhere;
    }

    /// <summary>Gives the folder and all in it to the account.</summary>
    public async Task OwnAsync(string folder, CancellationToken stop)
    {
        if (_isRoot)
            await SystemProgram.RunOrFailAsync(["chown", "-R", $"{User}:", folder], stop);
    }
}
