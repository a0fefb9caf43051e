using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Filters;

/// <summary>
/// The inner loops of <see cref="LaneCascade"/>. Several sections in one loop keep the arithmetic units busy, since each section alone waits for its own last sample;
/// the arithmetic of a section is the same in all of them.
/// </summary>
[RealTime]
internal static unsafe class LaneCascadeKernels
{
    internal static void Moving(ref LaneSection s, float* tile, int frames, int moved)
    {
        Vector256<float> w = s.W, v = s.V;
        var k = Vector256.Create((float)moved);
        for (var f = 0; f < frames; f++)
        {
            k += Vector256.Create(1f);
            var e1 = Lanes.Fma(s.E1Step, k, s.E1);
            var e2 = Lanes.Fma(s.E2Step, k, s.E2);
            var d1 = Lanes.Fma(s.D1Step, k, s.D1);
            var d2 = Lanes.Fma(s.D2Step, k, s.D2);
            var row = tile + (f * Lanes.Width);
            LaneSection.Step(Vector256.Load(row), ref w, ref v, e1, e2, -d1, -d2).Store(row);
        }

        s.W = w;
        s.V = v;
    }

    internal static void One(float* tile, int frames, Vector256<float> gain, ref LaneSection a)
    {
        Vector256<float> aw = a.W, av = a.V, ae1 = a.E1, ae2 = a.E2, ad1 = -a.D1, ad2 = -a.D2;
        for (var f = 0; f < frames; f++)
        {
            var row = tile + (f * Lanes.Width);
            LaneSection.Step(Vector256.Load(row) * gain, ref aw, ref av, ae1, ae2, ad1, ad2).Store(row);
        }

        a.W = aw;
        a.V = av;
    }

    internal static void Two(float* tile, int frames, Vector256<float> gain, ref LaneSection a, ref LaneSection b)
    {
        Vector256<float> aw = a.W, av = a.V, ae1 = a.E1, ae2 = a.E2, ad1 = -a.D1, ad2 = -a.D2;
        Vector256<float> bw = b.W, bv = b.V, be1 = b.E1, be2 = b.E2, bd1 = -b.D1, bd2 = -b.D2;
        for (var f = 0; f < frames; f++)
        {
            var row = tile + (f * Lanes.Width);
            var x = LaneSection.Step(Vector256.Load(row) * gain, ref aw, ref av, ae1, ae2, ad1, ad2);
            LaneSection.Step(x, ref bw, ref bv, be1, be2, bd1, bd2).Store(row);
        }

        a.W = aw;
        a.V = av;
        b.W = bw;
        b.V = bv;
    }

    internal static void Four(float* tile, int frames, Vector256<float> gain, ref LaneSection a, ref LaneSection b, ref LaneSection c, ref LaneSection d)
    {
        Vector256<float> aw = a.W, av = a.V, ae1 = a.E1, ae2 = a.E2, ad1 = -a.D1, ad2 = -a.D2;
        Vector256<float> bw = b.W, bv = b.V, be1 = b.E1, be2 = b.E2, bd1 = -b.D1, bd2 = -b.D2;
        Vector256<float> cw = c.W, cv = c.V, ce1 = c.E1, ce2 = c.E2, cd1 = -c.D1, cd2 = -c.D2;
        Vector256<float> dw = d.W, dv = d.V, de1 = d.E1, de2 = d.E2, dd1 = -d.D1, dd2 = -d.D2;
        for (var f = 0; f < frames; f++)
        {
            var row = tile + (f * Lanes.Width);
            var x = LaneSection.Step(Vector256.Load(row) * gain, ref aw, ref av, ae1, ae2, ad1, ad2);
            x = LaneSection.Step(x, ref bw, ref bv, be1, be2, bd1, bd2);
            x = LaneSection.Step(x, ref cw, ref cv, ce1, ce2, cd1, cd2);
            LaneSection.Step(x, ref dw, ref dv, de1, de2, dd1, dd2).Store(row);
        }

        a.W = aw;
        a.V = av;
        b.W = bw;
        b.V = bv;
        c.W = cw;
        c.V = cv;
        d.W = dw;
        d.V = dv;
    }

    internal static void Five(
        float* tile, int frames, Vector256<float> gain, ref LaneSection a, ref LaneSection b, ref LaneSection c, ref LaneSection d, ref LaneSection e)
    {
        Vector256<float> aw = a.W, av = a.V, ae1 = a.E1, ae2 = a.E2, ad1 = -a.D1, ad2 = -a.D2;
        Vector256<float> bw = b.W, bv = b.V, be1 = b.E1, be2 = b.E2, bd1 = -b.D1, bd2 = -b.D2;
        Vector256<float> cw = c.W, cv = c.V, ce1 = c.E1, ce2 = c.E2, cd1 = -c.D1, cd2 = -c.D2;
        Vector256<float> dw = d.W, dv = d.V, de1 = d.E1, de2 = d.E2, dd1 = -d.D1, dd2 = -d.D2;
        Vector256<float> ew = e.W, ev = e.V, ee1 = e.E1, ee2 = e.E2, ed1 = -e.D1, ed2 = -e.D2;
        for (var f = 0; f < frames; f++)
        {
            var row = tile + (f * Lanes.Width);
            var x = LaneSection.Step(Vector256.Load(row) * gain, ref aw, ref av, ae1, ae2, ad1, ad2);
            x = LaneSection.Step(x, ref bw, ref bv, be1, be2, bd1, bd2);
            x = LaneSection.Step(x, ref cw, ref cv, ce1, ce2, cd1, cd2);
            x = LaneSection.Step(x, ref dw, ref dv, de1, de2, dd1, dd2);
            LaneSection.Step(x, ref ew, ref ev, ee1, ee2, ed1, ed2).Store(row);
        }

        a.W = aw;
        a.V = av;
        b.W = bw;
        b.V = bv;
        c.W = cw;
        c.V = cv;
        d.W = dw;
        d.V = dv;
        e.W = ew;
        e.V = ev;
    }
}
