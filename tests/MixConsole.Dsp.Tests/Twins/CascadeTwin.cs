using MixConsole.Dsp.Filters;

namespace MixConsole.Dsp.Tests.Twins;

/// <summary>Second-order sections in series in double precision, in delta form, with the straight-line moves that a lane promises.</summary>
internal sealed class CascadeTwin
{
    private readonly double[][] _now, _from, _to; // e1 e2 d1 d2
    private readonly double[] _w, _v;
    private readonly int _ramp;
    private double _gain = 1, _gainFrom = 1, _gainTo = 1;
    private int _left;

    public CascadeTwin(Biquad[] sections, int rampFrames)
    {
        _now = [.. sections.Select(Delta)];
        _from = [.. sections.Select(Delta)];
        _to = [.. sections.Select(Delta)];
        _w = new double[sections.Length];
        _v = new double[sections.Length];
        _gain = _gainFrom = _gainTo = sections.Aggregate(1.0, (g, s) => g * s.B0);
        _ramp = rampFrames;
    }

    public void Move(Biquad[] sections)
    {
        for (var s = 0; s < sections.Length; s++)
        {
            _from[s] = [.. _now[s]];
            _to[s] = Delta(sections[s]);
        }

        _gainFrom = _gain;
        _gainTo = sections.Aggregate(1.0, (g, s) => g * s.B0);
        _left = _ramp;
    }

    public double Next(double x)
    {
        if (_left > 0)
        {
            _left--;
            var t = 1 - ((double)_left / _ramp);
            _gain = _gainFrom + ((_gainTo - _gainFrom) * t);
            for (var s = 0; s < _now.Length; s++)
                for (var c = 0; c < 4; c++) _now[s][c] = _from[s][c] + ((_to[s][c] - _from[s][c]) * t);
        }

        x *= _gain;
        for (var s = 0; s < _now.Length; s++)
        {
            var y = x + _w[s];
            _w[s] += _v[s] + (_now[s][0] * x) - (_now[s][2] * y);
            _v[s] += (_now[s][1] * x) - (_now[s][3] * y);
            x = y;
        }

        return x;
    }

    private static double[] Delta(Biquad b) => [2 + (b.B1 / b.B0), 1 + ((b.B1 + b.B2) / b.B0), 2 + b.A1, 1 + b.A1 + b.A2];
}
