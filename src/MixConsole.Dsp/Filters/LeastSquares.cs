using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Filters;

/// <summary>Small dense systems in place, without allocation.</summary>
[RealTime]
internal static class LeastSquares
{
    /// <summary>
    /// Minimises |a x - b| by Householder reflections for <paramref name="a"/> (row-major, b.Length rows, <paramref name="columns"/> columns, full rank). Both are overwritten; the answer stands in the first entries of <paramref name="b"/>.
    /// </summary>
    public static void Solve(Span<double> a, Span<double> b, int columns)
    {
        int rows = b.Length;
        for (int k = 0; k < columns; k++)
        {
            double square = 0;
            for (int i = k; i < rows; i++)
                square = Math.FusedMultiplyAdd(a[i * columns + k], a[i * columns + k], square);
            double head = a[k * columns + k];
            double pivot = head > 0 ? -Math.Sqrt(square) : Math.Sqrt(square);
            double first = head - pivot;
            double inverse = -1 / (pivot * first);
            a[k * columns + k] = first;
            for (int j = k + 1; j <= columns; j++)
            {
                double dot = 0;
                for (int i = k; i < rows; i++)
                    dot = Math.FusedMultiplyAdd(a[i * columns + k], j < columns ? a[i * columns + j] : b[i], dot);
                dot *= -inverse;
                for (int i = k; i < rows; i++)
                {
                    if (j < columns)
                        a[i * columns + j] = Math.FusedMultiplyAdd(dot, a[i * columns + k], a[i * columns + j]);
                    else
                        b[i] = Math.FusedMultiplyAdd(dot, a[i * columns + k], b[i]);
                }
            }
            a[k * columns + k] = pivot;
        }
        for (int i = columns - 1; i >= 0; i--)
        {
            double sum = b[i];
            for (int c = i + 1; c < columns; c++)
                sum -= a[i * columns + c] * b[c];
            b[i] = sum / a[i * columns + i];
        }
    }
}
