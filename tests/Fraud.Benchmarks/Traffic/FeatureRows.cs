using Fraud.Features;

namespace Fraud.Benchmarks.Traffic;

/// <summary>Feature rows of simulated payments.</summary>
internal static class FeatureRows
{
    /// <summary>Runs payments through the features.</summary>
    /// <param name="accounts">Accounts.</param>
    /// <param name="count">Payments.</param>
    /// <param name="keep">The last so many rows are kept.</param>
    /// <returns>The rows in catalogue order, one after the other.</returns>
    public static double[] Make(int accounts, int count, int keep)
    {
        var columns = FeatureCatalogue.Default.Count;
        var traffic = new CardTraffic(accounts);
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false });
        states.AddPartition(0);
        var rows = new double[keep * columns];
        for (var i = 0; i < count; i++)
        {
            var payment = traffic.Next();
            if (i >= count - keep) states.Read(0, payment, null, rows.AsSpan((i - (count - keep)) * columns, columns));
            states.Apply(0, i, payment);
        }

        return rows;
    }
}
