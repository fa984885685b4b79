using System.Runtime.InteropServices;

namespace Fraud.Scoring.XGBoost;

/// <summary>The part of XGBoost's C API that training uses (include/xgboost/c_api.h, version 1.7). Every call returns 0 on success.</summary>
internal static unsafe partial class NativeXGBoost
{
    /// <summary>Name Debian's package libxgboost0 installs it under.</summary>
    public const string Library = "libxgboost.so.0";

    [LibraryImport(Library)]
    public static partial void XGBoostVersion(out int major, out int minor, out int patch);

    [LibraryImport(Library)]
    public static partial byte* XGBGetLastError();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBSetGlobalConfig(string json);

    [LibraryImport(Library)]
    public static partial int XGProxyDMatrixCreate(out nint proxy);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGProxyDMatrixSetDataDense(nint proxy, string arrayInterface);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGDMatrixSetFloatInfo(nint matrix, string field, float* values, ulong length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGQuantileDMatrixCreateFromCallback(
        nint iterator, nint proxy, nint reference, delegate* unmanaged[Cdecl]<nint, void> reset,
        delegate* unmanaged[Cdecl]<nint, int> next, string config, out nint matrix);

    [LibraryImport(Library)]
    public static partial int XGDMatrixCreateFromMat(float* cells, ulong rows, ulong columns, float missing, out nint matrix);

    [LibraryImport(Library)]
    public static partial int XGDMatrixFree(nint matrix);

    [LibraryImport(Library)]
    public static partial int XGBoosterCreate(nint* matrices, ulong length, out nint booster);

    [LibraryImport(Library)]
    public static partial int XGBoosterFree(nint booster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSetParam(nint booster, string name, string value);

    [LibraryImport(Library)]
    public static partial int XGBoosterUpdateOneIter(nint booster, int iteration, nint matrix);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSaveModelToBuffer(nint booster, string config, out ulong length, out byte* bytes);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterPredictFromDMatrix(
        nint booster, nint matrix, string config, out ulong* shape, out ulong dimensions, out float* result);

    /// <summary>Turns a failed call into an exception with the library's own sentence.</summary>
    /// <param name="result">What the call returned.</param>
    /// <exception cref="InvalidOperationException">The call failed.</exception>
    public static void Check(int result)
    {
        if (result != 0)
            throw new InvalidOperationException($"XGBoost refused: {Marshal.PtrToStringUTF8((nint)XGBGetLastError())}");
    }
}
