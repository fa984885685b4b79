using Fraud.Features;
using Fraud.Host.Runtime;
using Fraud.Scoring.Policies;

namespace Fraud.Host.Commands.Rules;

/// <summary>A policy file that must be right before a command can use it.</summary>
internal static class PolicyFile
{
    /// <summary>Reads and checks a policy.</summary>
    /// <exception cref="OperatingFaultException">The file is missing or wrong.</exception>
    public static Policy Read(FileInfo file)
    {
        if (!file.Exists)
            throw new OperatingFaultException($"There is no policy file {file.FullName}.");
        return PolicyChecker.TryCheck(File.ReadAllText(file.FullName), FeatureCatalogue.Default, out var errors)
            ?? throw new OperatingFaultException($"{file}:{errors[0]} Run fraud rules check {file}.");
    }
}
