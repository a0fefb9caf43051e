using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Filters;

/// <summary>
/// A second-order section of eight channels in delta form (see <see cref="DeltaCoefficients"/>): coefficients where the last move began, state, and what they move to.
/// </summary>
[RealTime]
public struct LaneSection
{
    public Vector256<float> E1, E2, D1, D2, W, V;
    public Vector256<float> E1Step, E2Step, D1Step, D2Step;
    public Vector256<float> E1To, E2To, D1To, D2To;

    /// <summary>One sample through a section: y = x + w; w += v + e1 x - d1 y; v += e2 x - d2 y. Takes -d1 and -d2, since turning signs in the loop would cost a fifth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Step(
        Vector256<float> x, ref Vector256<float> w, ref Vector256<float> v, Vector256<float> e1, Vector256<float> e2, Vector256<float> minusD1, Vector256<float> minusD2)
    {
        var y = x + w;
        w = Lanes.Fma(minusD1, y, Lanes.Fma(e1, x, w + v));
        v = Lanes.Fma(minusD2, y, Lanes.Fma(e2, x, v));
        return y;
    }

    /// <summary>Sets the goal of one lane.</summary>
    public void Aim(int lane, in DeltaCoefficients to)
    {
        Lanes.Set(ref E1To, lane, to.E1);
        Lanes.Set(ref E2To, lane, to.E2);
        Lanes.Set(ref D1To, lane, to.D1);
        Lanes.Set(ref D2To, lane, to.D2);
    }

    /// <summary>Puts one lane where nothing sounds yet: through, with the poles of its goal, so that only the zeros have to move.</summary>
    public void Thaw(int lane)
    {
        var d1 = Lanes.Get(ref D1To, lane);
        var d2 = Lanes.Get(ref D2To, lane);
        Lanes.Set(ref D1, lane, d1);
        Lanes.Set(ref D2, lane, d2);
        Lanes.Set(ref E1, lane, d1);
        Lanes.Set(ref E2, lane, d2);
        Lanes.Set(ref W, lane, 0);
        Lanes.Set(ref V, lane, 0);
    }

    /// <summary>Makes one lane pass its input through, keeping its poles, so that what still rings dies away.</summary>
    public void Open(int lane)
    {
        Lanes.Set(ref E1To, lane, Lanes.Get(ref D1To, lane));
        Lanes.Set(ref E2To, lane, Lanes.Get(ref D2To, lane));
    }

    /// <summary>Takes one lane out for good: zeros pass every bit, where equal poles and zeros still round.</summary>
    public void Leave(int lane)
    {
        Aim(lane, default);
        Thaw(lane);
    }

    /// <summary>Straight lines to the goals; the set of stable denominators is convex, so every filter between is stable.</summary>
    public void Slope(float perFrame)
    {
        E1Step = (E1To - E1) * perFrame;
        E2Step = (E2To - E2) * perFrame;
        D1Step = (D1To - D1) * perFrame;
        D2Step = (D2To - D2) * perFrame;
    }

    /// <summary>Breaks a move off where it is after some frames, for another to begin there.</summary>
    public void Pause(int moved)
    {
        var k = Vector256.Create((float)moved);
        E1 = Lanes.Fma(E1Step, k, E1);
        E2 = Lanes.Fma(E2Step, k, E2);
        D1 = Lanes.Fma(D1Step, k, D1);
        D2 = Lanes.Fma(D2Step, k, D2);
        E1Step = E2Step = D1Step = D2Step = Vector256<float>.Zero;
    }

    /// <summary>Arrives.</summary>
    public void Arrive()
    {
        E1 = E1To;
        E2 = E2To;
        D1 = D1To;
        D2 = D2To;
    }

    /// <summary>Forgets the sound.</summary>
    public void Clear() => W = V = Vector256<float>.Zero;
}
