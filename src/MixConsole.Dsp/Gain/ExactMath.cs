using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Gain;

/// <summary>
/// Elementary functions whose bits are the same on every machine: only + - * / sqrt, fused multiply-add, exact rounding to an integer and the exponent field of a double.
/// Relative error at most about 2e-15, mostly below 3e-16. The library functions of the runtime differ in the last bits between processors and systems, and a mix is named by its hash.
/// </summary>
[RealTime]
public static class ExactMath
{
    /// <summary>Beyond this argument (2^30) reduction by pi/2 would lose digits: sine, cosine and tangent answer NaN.</summary>
    public const double LargestAngle = 1073741824.0;

    private const double Log2OfE = 1.4426950408889634;
    private const double Ln2 = 0.6931471805599453;
    private const double Ln2Tail = 2.3190468138462996e-17;

    // ln 2 cut to 33 bits, so that an exponent times it is exact, and the rest.
    private const double Ln2High = 0.69314718036912381649;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // pi/2 in three parts of 53 bits each.
    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiTail = 6.123233995736766e-17;
    private const double HalfPiTail2 = -1.4973849048591833e-33;

    // log2(10)/20: one decibel in octaves of amplitude, and what the double leaves out.
    private const double OctavesPerDecibel = 0.16609640474436813;
    private const double OctavesPerDecibelTail = -8.345257784509387e-18;
    private const double DecibelsPerNeper = 8.685889638065037;

    /// <summary>e to the power x; 0 below about -745, infinity above about 709.78.</summary>
    public static double Exp(double x) => ExpOfSum(x, 0);

    /// <summary>2 to the power x; exact for integers.</summary>
    public static double Exp2(double x) => Exp2OfSum(x, 0);

    /// <summary>Natural logarithm; -infinity at 0, NaN below.</summary>
    public static double Log(double x)
    {
        LogParts(x, out double high, out double low);
        return high + low;
    }

    /// <summary>Logarithm to base 2, exact for powers of two; -infinity at 0, NaN below.</summary>
    public static double Log2(double x)
    {
        if (!Split(x, out double mantissa, out int exponent))
            return mantissa;
        LogOfMantissa(mantissa, out double high, out double low);
        return exponent + Math.FusedMultiplyAdd(high, Log2OfE, low * Log2OfE);
    }

    /// <summary>x to the power y for x &gt;= 0; NaN for a negative base. Relative error 4e-15 at the ends of the range, where the exponent magnifies that of the logarithm 700 times.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
            return 1;
        LogParts(x, out double high, out double low);
        if (!double.IsFinite(high))
            return Exp(high * y);
        double product = high * y;
        double rest = Math.FusedMultiplyAdd(high, y, -product) + low * y;
        double sum = product + rest;
        return double.IsFinite(sum) ? ExpOfSum(sum, product - sum + rest) : Exp(product);
    }

    /// <summary>Sine of x radians, |x| &lt; <see cref="LargestAngle"/>.</summary>
    public static double Sin(double x)
    {
        SinCos(x, out double sine, out _);
        return sine;
    }

    /// <summary>Cosine of x radians, |x| &lt; <see cref="LargestAngle"/>.</summary>
    public static double Cos(double x)
    {
        SinCos(x, out _, out double cosine);
        return cosine;
    }

    /// <summary>Tangent of x radians, |x| &lt; <see cref="LargestAngle"/>.</summary>
    public static double Tan(double x)
    {
        SinCos(x, out double sine, out double cosine);
        return sine / cosine;
    }

    /// <summary>Sine and cosine of x radians together, for the price of one reduction.</summary>
    public static void SinCos(double x, out double sine, out double cosine)
    {
        if (!(Math.Abs(x) < LargestAngle))
        {
            sine = cosine = double.NaN;
            return;
        }
        double turns = Math.Round(x * (1 / HalfPi));
        // The first step is exact: both sides are multiples of 2^-52 and the difference is below 1.
        double r = Math.FusedMultiplyAdd(-turns, HalfPi, x);
        r = Math.FusedMultiplyAdd(-turns, HalfPiTail, r);
        r = Math.FusedMultiplyAdd(-turns, HalfPiTail2, r);
        double square = r * r;
        double s = Math.FusedMultiplyAdd(r * square, SinePolynomial(square), r);
        double c = Math.FusedMultiplyAdd(square, CosinePolynomial(square), 1);
        (sine, cosine) = ((int)turns & 3) switch
        {
            0 => (s, c),
            1 => (c, -s),
            2 => (-s, -c),
            _ => (-c, s),
        };
    }

    /// <summary>Hyperbolic cosine.</summary>
    public static double Cosh(double x)
    {
        double half = Exp(Math.Abs(x) * 0.5);
        double whole = half * half;
        return 0.5 * half * half + 0.5 / whole;
    }

    /// <summary>Hyperbolic sine.</summary>
    public static double Sinh(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude < 1)
        {
            double q = x * x;
            double p = 1.0 / 121645100408832000;
            p = Math.FusedMultiplyAdd(p, q, 1.0 / 355687428096000);
            p = Math.FusedMultiplyAdd(p, q, 1.0 / 1307674368000);
            p = Math.FusedMultiplyAdd(p, q, 1.0 / 6227020800);
            p = Math.FusedMultiplyAdd(p, q, 1.0 / 39916800);
            p = Math.FusedMultiplyAdd(p, q, 1.0 / 362880);
            p = Math.FusedMultiplyAdd(p, q, 1.0 / 5040);
            p = Math.FusedMultiplyAdd(p, q, 1.0 / 120);
            p = Math.FusedMultiplyAdd(p, q, 1.0 / 6);
            return Math.FusedMultiplyAdd(p * q, x, x);
        }
        double half = Exp(magnitude * 0.5);
        double result = 0.5 * half * half - 0.5 / (half * half);
        return x < 0 ? -result : result;
    }

    /// <summary>Amplitude factor of a level: 10^(dB/20); 0 for -infinity, exactly 1 for 0 dB.</summary>
    public static double DecibelsToGain(double decibels)
    {
        double octaves = decibels * OctavesPerDecibel;
        if (!double.IsFinite(octaves))
            return Exp2(octaves);
        double rest = Math.FusedMultiplyAdd(decibels, OctavesPerDecibel, -octaves) + decibels * OctavesPerDecibelTail;
        return Exp2OfSum(octaves, rest);
    }

    /// <summary>Level of an amplitude factor: 20 log10(gain); -infinity for 0, NaN below.</summary>
    public static double GainToDecibels(double gain) => Log(gain) * DecibelsPerNeper;

    private static double ExpOfSum(double x, double rest)
    {
        if (!(x < 710))
            return x >= 710 ? double.PositiveInfinity : x;
        if (x < -746)
            return 0;
        double octaves = Math.Round(x * Log2OfE);
        double r = Math.FusedMultiplyAdd(-octaves, Ln2High, x);
        r = Math.FusedMultiplyAdd(-octaves, Ln2Low, r) + rest;
        return Scale(ExpPolynomial(r), (int)octaves);
    }

    private static double Exp2OfSum(double x, double rest)
    {
        if (!(x < 1025))
            return x >= 1025 ? double.PositiveInfinity : x;
        if (x < -1076)
            return 0;
        double octaves = Math.Round(x);
        double r = x - octaves;
        return Scale(ExpPolynomial(Math.FusedMultiplyAdd(r, Ln2, Math.FusedMultiplyAdd(r, Ln2Tail, rest * Ln2))), (int)octaves);
    }

    // Taylor series of e^r, |r| <= ln(2)/2: the first term left out is 4e-18.
    private static double ExpPolynomial(double r)
    {
        double p = 1.0 / 6227020800;
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 479001600);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 3628800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 720);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 24);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 6);
        p = Math.FusedMultiplyAdd(p, r, 0.5);
        return 1 + Math.FusedMultiplyAdd(p * r, r, r);
    }

    // (sin r - r)/r^3 in r^2, |r| <= pi/4.
    private static double SinePolynomial(double q)
    {
        double p = 1.0 / 355687428096000;
        p = Math.FusedMultiplyAdd(p, q, -1.0 / 1307674368000);
        p = Math.FusedMultiplyAdd(p, q, 1.0 / 6227020800);
        p = Math.FusedMultiplyAdd(p, q, -1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, q, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, q, -1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, q, 1.0 / 120);
        return Math.FusedMultiplyAdd(p, q, -1.0 / 6);
    }

    // (cos r - 1)/r^2 in r^2, |r| <= pi/4.
    private static double CosinePolynomial(double q)
    {
        double p = 1.0 / 20922789888000;
        p = Math.FusedMultiplyAdd(p, q, -1.0 / 87178291200);
        p = Math.FusedMultiplyAdd(p, q, 1.0 / 479001600);
        p = Math.FusedMultiplyAdd(p, q, -1.0 / 3628800);
        p = Math.FusedMultiplyAdd(p, q, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(p, q, -1.0 / 720);
        p = Math.FusedMultiplyAdd(p, q, 1.0 / 24);
        return Math.FusedMultiplyAdd(p, q, -0.5);
    }

    private static void LogParts(double x, out double high, out double low)
    {
        if (!Split(x, out double mantissa, out int exponent))
        {
            (high, low) = (mantissa, 0);
            return;
        }
        LogOfMantissa(mantissa, out double mantissaHigh, out double mantissaLow);
        double octaves = exponent * Ln2High;
        high = octaves + mantissaHigh;
        low = (exponent == 0 ? 0 : octaves - high + mantissaHigh) + Math.FusedMultiplyAdd(exponent, Ln2Low, mantissaLow);
    }

    // ln m = 2 artanh s with s = (m-1)/(m+1), |s| < 0.172; the quotient carries its rounding error along.
    private static void LogOfMantissa(double mantissa, out double high, out double low)
    {
        double f = mantissa - 1;
        double d = 2 + f;
        double s = f / d;
        double rest = (Math.FusedMultiplyAdd(-s, d, f) - s * (f - (d - 2))) / d;
        double q = s * s;
        double p = 2.0 / 23;
        p = Math.FusedMultiplyAdd(p, q, 2.0 / 21);
        p = Math.FusedMultiplyAdd(p, q, 2.0 / 19);
        p = Math.FusedMultiplyAdd(p, q, 2.0 / 17);
        p = Math.FusedMultiplyAdd(p, q, 2.0 / 15);
        p = Math.FusedMultiplyAdd(p, q, 2.0 / 13);
        p = Math.FusedMultiplyAdd(p, q, 2.0 / 11);
        p = Math.FusedMultiplyAdd(p, q, 2.0 / 9);
        p = Math.FusedMultiplyAdd(p, q, 2.0 / 7);
        p = Math.FusedMultiplyAdd(p, q, 2.0 / 5);
        p = Math.FusedMultiplyAdd(p, q, 2.0 / 3);
        high = 2 * s;
        low = Math.FusedMultiplyAdd(p * q, s, 2 * rest);
    }

    // False where the logarithm is not a finite number; the mantissa then holds the answer.
    private static bool Split(double x, out double mantissa, out int exponent)
    {
        exponent = 0;
        if (!(x > 0) || x == double.PositiveInfinity)
        {
            mantissa = x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
            return false;
        }
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0;
            exponent = -54;
        }
        long bits = BitConverter.DoubleToInt64Bits(x);
        // Counted from sqrt(1/2), so that the mantissa lies around 1.
        long shifted = bits - 0x3FE6A09E667F3BCD;
        int octave = (int)(shifted >> 52);
        exponent += octave;
        mantissa = BitConverter.Int64BitsToDouble(bits - ((long)octave << 52));
        return true;
    }

    private static double Scale(double value, int octaves)
    {
        // In two steps, since 2^1024 and 2^-1030 are no normal numbers while the result may be one.
        int half = octaves >> 1;
        return value * Power(half) * Power(octaves - half);
    }

    private static double Power(int octaves) => BitConverter.Int64BitsToDouble((long)(octaves + 1023) << 52);
}
