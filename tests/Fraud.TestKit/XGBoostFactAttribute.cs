using Fraud.Scoring.XGBoost;
using Xunit;

namespace Fraud.TestKit;

/// <summary>A test that needs the XGBoost library: skipped on a machine without it, run (and failing) in CI.</summary>
public sealed class XGBoostFactAttribute : FactAttribute
{
    public XGBoostFactAttribute()
    {
        var inCi = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));
        if (!inCi && !new XGBoostTrainer().IsAvailable(out var why))
            Skip = why;
    }
}
