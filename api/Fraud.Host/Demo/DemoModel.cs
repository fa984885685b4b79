namespace Fraud.Host.Demo;

/// <summary>The demo's model as it was trained.</summary>
/// <param name="Engine">The engine that trained it.</param>
/// <param name="Auc">Area under the ROC curve on the last part of the history, 0 to 1.</param>
/// <param name="AveragePrecision">Average precision there, 0 to 1.</param>
internal sealed record DemoModel(string Engine, double Auc, double AveragePrecision);
