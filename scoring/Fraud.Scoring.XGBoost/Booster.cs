using System.Globalization;

namespace Fraud.Scoring.XGBoost;

/// <summary>A model inside XGBoost, alive while it is grown and exported.</summary>
internal sealed unsafe class Booster : IDisposable
{
    private readonly nint _handle;

    /// <summary>An empty model over the columns of a matrix.</summary>
    /// <param name="matrix">The training rows.</param>
    /// <param name="parameters">XGBoost parameters by name.</param>
    public Booster(QuantileMatrix matrix, IEnumerable<(string Name, FormattableString Value)> parameters)
    {
        var handle = matrix.Handle;
        NativeXGBoost.Check(NativeXGBoost.XGBoosterCreate(&handle, 1, out _handle));
        foreach (var (name, value) in parameters)
            NativeXGBoost.Check(NativeXGBoost.XGBoosterSetParam(_handle, name, value.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Grows one more tree.</summary>
    /// <param name="iteration">Trees grown before.</param>
    /// <param name="matrix">The training rows.</param>
    public void Grow(int iteration, QuantileMatrix matrix) =>
        NativeXGBoost.Check(NativeXGBoost.XGBoosterUpdateOneIter(_handle, iteration, matrix.Handle));

    /// <summary>The model in XGBoost's own JSON form.</summary>
    public byte[] ToJson()
    {
        NativeXGBoost.Check(NativeXGBoost.XGBoosterSaveModelToBuffer(_handle, """{"format":"json"}""", out var length, out var bytes));
        return new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
    }

    /// <summary>The engine's own answer, for proving the export.</summary>
    /// <param name="cells">Rows laid out one after the other; NaN is missing.</param>
    /// <param name="columns">Columns in one row.</param>
    /// <param name="kind">What to answer.</param>
    public float[] Predict(ReadOnlySpan<float> cells, int columns, PredictionKind kind)
    {
        nint matrix;
        fixed (float* first = cells)
        {
            NativeXGBoost.Check(NativeXGBoost.XGDMatrixCreateFromMat(
                first, (ulong)(cells.Length / columns), (ulong)columns, float.NaN, out matrix));
        }
        try
        {
            var config = $$"""{"type":{{(int)kind}},"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false}""";
            NativeXGBoost.Check(NativeXGBoost.XGBoosterPredictFromDMatrix(_handle, matrix, config, out var shape, out var dimensions, out var result));
            ulong length = 1;
            for (ulong i = 0; i < dimensions; i++)
                length *= shape[i];
            return new ReadOnlySpan<float>(result, checked((int)length)).ToArray();
        }
        finally
        {
            _ = NativeXGBoost.XGDMatrixFree(matrix);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ = NativeXGBoost.XGBoosterFree(_handle);
}
