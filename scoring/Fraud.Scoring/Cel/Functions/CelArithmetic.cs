namespace Fraud.Scoring.Cel.Functions;

/// <summary>Arithmetic that reports overflow and division by zero instead of wrapping or throwing, and concatenation.</summary>
internal static class CelArithmetic
{
    public static void AddTo(CelOverloadTable table)
    {
        table.Partial<long, long, long>("_+_", Add);
        table.Partial<long, long, long>("_-_", Subtract);
        table.Partial<long, long, long>("_*_", Multiply);
        table.Partial<long, long, long>("_/_", Divide);
        table.Partial<long, long, long>("_%_", Modulo);
        table.Partial<long, long>("-_", Negate);
        table.Partial<ulong, ulong, ulong>("_+_", Add);
        table.Partial<ulong, ulong, ulong>("_-_", Subtract);
        table.Partial<ulong, ulong, ulong>("_*_", Multiply);
        table.Partial<ulong, ulong, ulong>("_/_", Divide);
        table.Partial<ulong, ulong, ulong>("_%_", Modulo);
        AddDoubles(table);
        table.Total<string, string, string>("_+_", string.Concat);
        table.Total<byte[], byte[], byte[]>("_+_", Concat);
        table.Total<CelList, CelList, CelList>("_+_", Concat);
    }

    private static void AddDoubles(CelOverloadTable table)
    {
        table.Total<double, double, double>("_+_", Add);
        table.Total<double, double, double>("_-_", Subtract);
        table.Total<double, double, double>("_*_", Multiply);
        table.Total<double, double, double>("_/_", Divide);
        table.Total<double, double>("-_", Negate);
        table.Total<double, long, double>("_+_", Add, mixed: true);
        table.Total<double, long, double>("_-_", Subtract, mixed: true);
        table.Total<double, long, double>("_*_", Multiply, mixed: true);
        table.Total<double, long, double>("_/_", Divide, mixed: true);
        table.Total<long, double, double>("_+_", Add, mixed: true);
        table.Total<long, double, double>("_-_", Subtract, mixed: true);
        table.Total<long, double, double>("_*_", Multiply, mixed: true);
        table.Total<long, double, double>("_/_", Divide, mixed: true);
    }

    private static CelFailure Add(long left, long right, out long result)
    {
        result = unchecked(left + right);
        return ((left ^ result) & (right ^ result)) < 0 ? CelFailure.Overflow : CelFailure.None;
    }

    private static CelFailure Subtract(long left, long right, out long result)
    {
        result = unchecked(left - right);
        return ((left ^ right) & (left ^ result)) < 0 ? CelFailure.Overflow : CelFailure.None;
    }

    private static CelFailure Multiply(long left, long right, out long result)
    {
        var high = Math.BigMul(left, right, out result);
        return high == result >> 63 ? CelFailure.None : CelFailure.Overflow;
    }

    private static CelFailure Divide(long left, long right, out long result)
    {
        result = 0;
        if (right == 0)
            return CelFailure.DivideByZero;
        if (left == long.MinValue && right == -1)
            return CelFailure.Overflow;
        result = left / right;
        return CelFailure.None;
    }

    private static CelFailure Modulo(long left, long right, out long result)
    {
        result = 0;
        if (right == 0)
            return CelFailure.ModulusByZero;
        if (left == long.MinValue && right == -1)
            return CelFailure.Overflow;
        result = left % right;
        return CelFailure.None;
    }

    private static CelFailure Negate(long value, out long result)
    {
        result = unchecked(-value);
        return value == long.MinValue ? CelFailure.Overflow : CelFailure.None;
    }

    private static CelFailure Add(ulong left, ulong right, out ulong result)
    {
        result = unchecked(left + right);
        return result < left ? CelFailure.Overflow : CelFailure.None;
    }

    private static CelFailure Subtract(ulong left, ulong right, out ulong result)
    {
        result = unchecked(left - right);
        return right > left ? CelFailure.Overflow : CelFailure.None;
    }

    private static CelFailure Multiply(ulong left, ulong right, out ulong result) =>
        Math.BigMul(left, right, out result) == 0 ? CelFailure.None : CelFailure.Overflow;

    private static CelFailure Divide(ulong left, ulong right, out ulong result)
    {
        result = right == 0 ? 0 : left / right;
        return right == 0 ? CelFailure.DivideByZero : CelFailure.None;
    }

    private static CelFailure Modulo(ulong left, ulong right, out ulong result)
    {
        result = right == 0 ? 0 : left % right;
        return right == 0 ? CelFailure.ModulusByZero : CelFailure.None;
    }

    private static double Add(double left, double right) => left + right;

    private static double Subtract(double left, double right) => left - right;

    private static double Multiply(double left, double right) => left * right;

    private static double Divide(double left, double right) => left / right;

    private static double Negate(double value) => -value;

    private static double Add(double left, long right) => left + right;

    private static double Subtract(double left, long right) => left - right;

    private static double Multiply(double left, long right) => left * right;

    private static double Divide(double left, long right) => left / right;

    private static double Add(long left, double right) => left + right;

    private static double Subtract(long left, double right) => left - right;

    private static double Multiply(long left, double right) => left * right;

    private static double Divide(long left, double right) => left / right;

    private static byte[] Concat(byte[] left, byte[] right) => [.. left, .. right];

    private static CelList Concat(CelList left, CelList right) => left.Concat(right);
}
