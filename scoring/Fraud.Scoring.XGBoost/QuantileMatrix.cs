using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fraud.Scoring.Models;

namespace Fraud.Scoring.XGBoost;

/// <summary>Training rows inside XGBoost, cut into at most 256 bins a column: a byte a cell instead of eight.</summary>
internal sealed unsafe class QuantileMatrix : IDisposable
{
    private readonly nint _handle;

    /// <summary>Hands the rows over block by block.</summary>
    /// <param name="set">The rows.</param>
    /// <param name="threads">Threads to cut with.</param>
    public QuantileMatrix(TrainingSet set, int threads)
    {
        var feed = new Feed(set);
        var self = GCHandle.Alloc(feed);
        try
        {
            var result = NativeXGBoost.XGQuantileDMatrixCreateFromCallback(
                GCHandle.ToIntPtr(self), feed.Proxy, 0, &Reset, &Next,
                $$"""{"missing":NaN,"nthread":{{threads}},"max_bin":256}""", out _handle);
            if (feed.Failure is { } failure)
                throw new InvalidOperationException("The training rows could not be handed to XGBoost.", failure);
            NativeXGBoost.Check(result);
        }
        finally
        {
            self.Free();
            feed.Dispose();
        }
    }

    /// <summary>XGBoost's handle.</summary>
    public nint Handle => _handle;

    /// <inheritdoc/>
    public void Dispose() => _ = NativeXGBoost.XGDMatrixFree(_handle);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Reset(nint iterator) => ((Feed)GCHandle.FromIntPtr(iterator).Target!).Reset();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Next(nint iterator) => ((Feed)GCHandle.FromIntPtr(iterator).Target!).Next();

    /// <summary>Walks the blocks while XGBoost asks for them; a block is pinned until the next is asked for.</summary>
    private sealed class Feed : IDisposable
    {
        private readonly TrainingSet _set;
        private readonly float[] _labels = new float[TrainingSet.BlockRows];
        private System.Buffers.MemoryHandle _pinned;
        private int _block;

        public Feed(TrainingSet set)
        {
            _set = set;
            NativeXGBoost.Check(NativeXGBoost.XGProxyDMatrixCreate(out var proxy));
            Proxy = proxy;
        }

        public nint Proxy { get; }

        /// <summary>What went wrong in a callback: an exception must not cross into native code.</summary>
        public Exception? Failure { get; private set; }

        public void Reset() => _block = 0;

        public int Next()
        {
            try
            {
                if (_block >= _set.BlockCount)
                    return 0;
                Hand(_block++);
                return 1;
            }
            catch (InvalidOperationException failure)
            {
                Failure = failure;
                return 0;
            }
        }

        public void Dispose()
        {
            _pinned.Dispose();
            _ = NativeXGBoost.XGDMatrixFree(Proxy);
        }

        private void Hand(int block)
        {
            var cells = _set.Block(block);
            var columns = _set.Features.Count;
            var rows = cells.Length / columns;
            var truth = _set.Fraud.Slice(block * TrainingSet.BlockRows, rows);
            for (var i = 0; i < rows; i++)
                _labels[i] = truth[i] ? 1 : 0;

            _pinned.Dispose();
            _pinned = cells.Pin();
            NativeXGBoost.Check(NativeXGBoost.XGProxyDMatrixSetDataDense(
                Proxy, $$"""{"data":[{{(nint)_pinned.Pointer}},true],"shape":[{{rows}},{{columns}}],"typestr":"<f4","version":3}"""));
            fixed (float* labels = _labels)
                NativeXGBoost.Check(NativeXGBoost.XGDMatrixSetFloatInfo(Proxy, "label", labels, (ulong)rows));
        }
    }
}
