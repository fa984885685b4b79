namespace Fraud.Scoring.Cel.Checking;

/// <summary>The variable of one macro. Two macros with the same name have two of these.</summary>
internal sealed class CelElement(string name, CelType type)
{
    public string Name { get; } = name;

    public CelType Type { get; } = type;
}
