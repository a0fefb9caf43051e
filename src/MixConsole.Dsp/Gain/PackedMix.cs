using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Gain;

/// <summary>
/// Two mixes of one bank of sources in the work of one: where both together reach at most eight destination lanes (a group's two sides and six sends),
/// their gains share the lanes of one product, which is then dealt out. The same bits as the two mixes by themselves, since every lane is a sum of its own.
/// </summary>
[RealTime]
public unsafe struct PackedMix
{
    private LaneRows _rows;
    private Vector256<int> _firstDeal, _secondDeal; // packed lane that each destination lane takes
    private Vector256<float> _firstMask, _secondMask;

    /// <summary>Packs two mixes at rest; false where they reach too many lanes or still move.</summary>
    public bool TryPack(ref LaneMix first, ref LaneMix second)
    {
        if (first.IsMoving || second.IsMoving) return false;
        uint one = first.Destinations, two = second.Destinations;
        if (System.Numerics.BitOperations.PopCount(one) + System.Numerics.BitOperations.PopCount(two) > Lanes.Width) return false;
        this = default;
        var packed = 0;
        Deal(ref first, one, ref packed, ref _firstDeal, ref _firstMask);
        Deal(ref second, two, ref packed, ref _secondDeal, ref _secondMask);
        return true;
    }

    /// <summary>Adds a tile [frames][8] of sources to two tiles of destinations.</summary>
    public readonly void Add(float* sources, float* first, float* second, int frames)
    {
        var rows = _rows;
        var f = 0;
        for (; f + 4 <= frames; f += 4)
        {
            var at = f * Lanes.Width;
            LaneProduct.Four(sources + at, ref rows, out var a, out var b, out var c, out var d);
            Deal(first + at, a, b, c, d, _firstDeal, _firstMask);
            Deal(second + at, a, b, c, d, _secondDeal, _secondMask);
        }

        for (; f < frames; f++)
        {
            var at = f * Lanes.Width;
            var sum = LaneProduct.One(sources + at, ref rows);
            Deal(first + at, sum, _firstDeal, _firstMask);
            Deal(second + at, sum, _secondDeal, _secondMask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Deal(float* row, Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, Vector256<int> deal, Vector256<float> mask)
    {
        Deal(row, a, deal, mask);
        Deal(row + 8, b, deal, mask);
        Deal(row + 16, c, deal, mask);
        Deal(row + 24, d, deal, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Deal(float* row, Vector256<float> sum, Vector256<int> deal, Vector256<float> mask)
    {
        var dealt = Vector256.ShuffleNative(sum, deal);
        (Vector256.Load(row) + (dealt & mask)).Store(row);
    }

    private void Deal(ref LaneMix mix, uint destinations, ref int packed, ref Vector256<int> deal, ref Vector256<float> mask)
    {
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            if ((destinations >> lane & 1) == 0) continue;
            for (var source = 0; source < Lanes.Width; source++) Lanes.Set(ref _rows[source], packed, mix.Gain(source, lane));
            deal = deal.WithElement(lane, packed);
            Lanes.SetMask(ref mask, lane, true);
            packed++;
        }
    }
}
