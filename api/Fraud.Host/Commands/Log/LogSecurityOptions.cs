using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fraud.Host.Runtime;

namespace Fraud.Host.Commands.Log;

/// <summary>The certificate and the users of a log that others than this machine can reach.</summary>
internal sealed class LogSecurityOptions
{
    private readonly Option<string?> _certificate = new("--tls-certificate") { Description = "Certificate in PEM: connections use TLS", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--tls-key") { Description = "Its private key in PEM (default: in the certificate's file)", HelpName = "FILE" };
    private readonly Option<string?> _users = new("--users") { Description = "Lines of name:password; clients must give one (SASL/PLAIN)", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Add(_certificate);
        command.Add(_key);
        command.Add(_users);
    }

    /// <exception cref="OperatingFaultException">The files are not a certificate with its key.</exception>
    public X509Certificate2? Certificate(ParseResult parsed)
    {
        if (parsed.GetValue(_certificate) is not { } file)
            return null;
        try
        {
            return X509Certificate2.CreateFromPemFile(file, parsed.GetValue(_key));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new OperatingFaultException($"{file} is no certificate with a private key: {error.Message}", error);
        }
    }

    /// <exception cref="OperatingFaultException">The file cannot be read, or a line is not name:password.</exception>
    public IReadOnlyDictionary<string, string>? Users(ParseResult parsed)
    {
        if (parsed.GetValue(_users) is not { } file)
            return null;
        try
        {
            var lines = File.ReadLines(file).Where(line => line.Trim().Length > 0).Select(line => line.Split(':', 2)).ToList();
            if (lines.Count == 0 || lines.Exists(parts => parts is not [{ Length: > 0 }, { Length: > 0 }]))
                throw new OperatingFaultException($"{file} must have lines of name:password.");
            return lines.ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OperatingFaultException($"{file} cannot be used as a list of users: {error.Message}", error);
        }
    }
}
