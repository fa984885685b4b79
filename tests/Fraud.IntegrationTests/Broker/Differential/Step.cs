namespace Fraud.IntegrationTests.Broker.Differential;

/// <summary>One step of a program. What the numbers mean is the kind's business; all are small.</summary>
internal readonly record struct Step(StepKind Kind, int Actor, int Target, int Amount, bool Flag)
{
    public override string ToString() => $"{Kind} actor {Actor} target {Target} amount {Amount} flag {Flag}";
}
