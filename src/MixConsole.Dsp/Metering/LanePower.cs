using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Metering;

/// <summary>Sums for loudness and correlation of eight channels: mean squares, and products of each stereo pair.</summary>
[RealTime]
public unsafe struct LanePower
{
    /// <summary>Sum of squares since cleared.</summary>
    public Vector256<float> Squares;

    /// <summary>Sum of left times right, in both lanes of a pair.</summary>
    public Vector256<float> Products;

    /// <summary>Adds a tile [frames][8].</summary>
    public void Add(float* tile, int frames)
    {
        Vector256<float> squares = Squares, products = Products;
        for (var f = 0; f < frames; f++)
        {
            var x = Vector256.Load(tile + (f * Lanes.Width));
            squares = Lanes.Fma(x, x, squares);
            products = Lanes.Fma(x, Lanes.SwapPairs(x), products);
        }

        Squares = squares;
        Products = products;
    }
}
