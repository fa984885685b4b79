using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>Kinds of steps by the names used in JSON and SQL.</summary>
public static class PolicyStepKindName
{
    /// <summary>The name of a kind.</summary>
    public static string Of(PolicyStepKind kind) => kind switch
    {
        PolicyStepKind.Approve => "approve",
        PolicyStepKind.Activate => "activate",
        PolicyStepKind.Rollback => "rollback",
        PolicyStepKind.Rebind => "rebind",
        PolicyStepKind.Shadow => "shadow",
        PolicyStepKind.Retire => "retire",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of step"),
    };

    /// <summary>The kind of a name.</summary>
    /// <exception cref="JsonException">There is none of that name.</exception>
    public static PolicyStepKind Parse(string name) => name switch
    {
        "approve" => PolicyStepKind.Approve,
        "activate" => PolicyStepKind.Activate,
        "rollback" => PolicyStepKind.Rollback,
        "rebind" => PolicyStepKind.Rebind,
        "shadow" => PolicyStepKind.Shadow,
        "retire" => PolicyStepKind.Retire,
        _ => throw new JsonException($"'{name}' is not a kind of step"),
    };
}
