using Xunit;

namespace Fraud.TestKit;

/// <summary>A test on the data sets of <see cref="SharedFolder"/>; skipped where it is absent, except in continuous integration.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (!SharedFolder.IsRequired && SharedFolder.Reason() is { } reason)
            Skip = reason;
    }
}
