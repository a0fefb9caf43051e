using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Tests.Gain;

public class ExactMathTests
{
    private const double Tolerance = 2e-15;

    private static void AssertClose(double expected, double actual, string what, double tolerance = Tolerance)
    {
        if (expected == actual || (double.IsNaN(expected) && double.IsNaN(actual)))
            return;
        double scale = Math.Max(Math.Abs(expected), 2.3e-308);
        Assert.True(Math.Abs(expected - actual) <= tolerance * scale, $"{what}: expected {expected:R}, got {actual:R}");
    }

    private static IEnumerable<double> Spread(double from, double to, int count)
    {
        var random = new Random(7);
        for (int i = 0; i <= count; i++)
            yield return from + (to - from) * (i + (i is 0 || i == count ? 0 : random.NextDouble() - 0.5)) / count;
    }

    [Fact]
    public void Exponentials_agree_with_the_library_over_the_whole_range()
    {
        foreach (double x in Spread(-750, 715, 50_000).Concat(Spread(-1, 1, 50_000)))
            AssertClose(Math.Exp(x), ExactMath.Exp(x), $"exp {x:R}");
        foreach (double x in Spread(-1080, 1026, 50_000).Concat(Spread(-1, 1, 50_000)))
            AssertClose(Math.Pow(2, x), ExactMath.Exp2(x), $"exp2 {x:R}");
    }

    [Fact]
    public void Exp2_of_an_integer_is_exact()
    {
        for (int n = -1074; n <= 1023; n++)
            Assert.Equal(Math.ScaleB(1.0, n), ExactMath.Exp2(n));
    }

    [Fact]
    public void Logarithms_agree_with_the_library_over_the_whole_range()
    {
        foreach (double e in Spread(-1074, 1023.99, 50_000))
        {
            double x = Math.Pow(2, e);
            AssertClose(Math.Log(x), ExactMath.Log(x), $"log {x:R}");
            AssertClose(Math.Log2(x), ExactMath.Log2(x), $"log2 {x:R}");
        }
        foreach (double x in Spread(0.5, 2, 100_000))
            AssertClose(Math.Log(x), ExactMath.Log(x), $"log {x:R}");
        for (int n = -1074; n <= 1023; n++)
            Assert.Equal(n, ExactMath.Log2(Math.ScaleB(1.0, n)));
    }

    [Fact]
    public void Sine_cosine_and_tangent_agree_with_the_library_up_to_a_million()
    {
        foreach (double x in Spread(-10, 10, 50_000).Concat(Spread(-1e6, 1e6, 100_000)).Concat(Enumerable.Range(-2000, 4001).Select(n => n * 1.5707963267948966)))
        {
            AssertClose(Math.Sin(x), ExactMath.Sin(x), $"sin {x:R}");
            AssertClose(Math.Cos(x), ExactMath.Cos(x), $"cos {x:R}");
            AssertClose(Math.Tan(x), ExactMath.Tan(x), $"tan {x:R}");
        }
    }

    [Fact]
    public void Hyperbolic_functions_agree_with_the_library()
    {
        foreach (double x in Spread(-710.4, 710.4, 50_000).Concat(Spread(-2, 2, 50_000)).Concat(Spread(-1e-6, 1e-6, 1000)))
        {
            AssertClose(Math.Cosh(x), ExactMath.Cosh(x), $"cosh {x:R}");
            AssertClose(Math.Sinh(x), ExactMath.Sinh(x), $"sinh {x:R}");
        }
    }

    [Fact]
    public void Powers_agree_with_the_library_to_the_ends_of_the_range()
    {
        foreach (double x in new[] { 1e-300, 1e-20, 0.3, 0.999, 0.999999999, 1.0000001, 1.4142135, 2, 10, 12345.678, 1e200 })
            foreach (double result in Spread(-700, 700, 5_000))
            {
                double y = result / Math.Log(x);
                AssertClose(Math.Pow(x, y), ExactMath.Pow(x, y), $"{x:R}^{y:R}", Math.Abs(result) < 300 ? Tolerance : 4e-15);
            }
    }

    [Fact]
    public void Decibels_and_gains_agree_with_the_library_and_with_each_other()
    {
        for (int k = -20_000; k <= 10_000; k++)
        {
            // Exact quotients, so that the reference does not round its exponent.
            double level = k * 20 / 1024.0;
            double gain = ExactMath.DecibelsToGain(level);
            AssertClose(Math.Pow(10, k / 1024.0), gain, $"{level:R} dB");
            Assert.Equal(level, ExactMath.GainToDecibels(gain), 1e-12);
        }
        Assert.Equal(1.0, ExactMath.DecibelsToGain(0));
        Assert.Equal(0.0, ExactMath.GainToDecibels(1));
        Assert.Equal(0.0, ExactMath.DecibelsToGain(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, ExactMath.DecibelsToGain(double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, ExactMath.GainToDecibels(0));
        Assert.True(double.IsNaN(ExactMath.GainToDecibels(-1)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(5e-324)]
    [InlineData(1.7976931348623157e308)]
    [InlineData(-1.7976931348623157e308)]
    public void Special_values_answer_as_in_the_library(double x)
    {
        AssertClose(Math.Exp(x), ExactMath.Exp(x), "exp");
        AssertClose(Math.Pow(2, x), ExactMath.Exp2(x), "exp2");
        AssertClose(Math.Log(x), ExactMath.Log(x), "log");
        AssertClose(Math.Log2(x), ExactMath.Log2(x), "log2");
        AssertClose(Math.Cosh(x), ExactMath.Cosh(x), "cosh");
        AssertClose(Math.Sinh(x), ExactMath.Sinh(x), "sinh");
        if (!(Math.Abs(x) >= ExactMath.LargestAngle) || double.IsInfinity(x))
        {
            AssertClose(Math.Sin(x), ExactMath.Sin(x), "sin");
            AssertClose(Math.Cos(x), ExactMath.Cos(x), "cos");
        }
        else
        {
            Assert.True(double.IsNaN(ExactMath.Sin(x)));
        }
        foreach (double y in new[] { 0, 1, -1, 0.5, double.PositiveInfinity, double.NegativeInfinity })
            if (x >= 0)
                AssertClose(Math.Pow(x, y), ExactMath.Pow(x, y), $"pow {y}");
    }

    [Fact]
    public void The_bits_are_those_of_every_other_machine()
    {
        // Recorded once: a different value here means mixes no longer hash alike.
        ulong hash = 14695981039346656037;
        foreach (double x in Spread(-20, 20, 2_000))
            foreach (double y in new[] { ExactMath.Exp(x), ExactMath.Log(x * x + 0.1), ExactMath.Sin(x), ExactMath.Cos(x), ExactMath.DecibelsToGain(x), ExactMath.Pow(1.1, x), ExactMath.Sinh(x) })
                hash = (hash ^ (ulong)BitConverter.DoubleToInt64Bits(y)) * 1099511628211;
        Assert.Equal(Recorded, hash);
    }

    private const ulong Recorded = 814789539401621555;
}
