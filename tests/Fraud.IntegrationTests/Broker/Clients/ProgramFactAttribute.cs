using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Broker.Clients;

/// <summary>A test that needs a program on PATH; skipped where it is absent, except in continuous integration.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        Program = program;
        if (!SharedFolder.IsRequired && !ExternalProgram.IsOnPath(program))
            Skip = $"{program} is not installed.";
    }

    public string Program { get; }
}
