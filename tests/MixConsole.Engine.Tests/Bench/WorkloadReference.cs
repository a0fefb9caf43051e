using MixConsole.Dsp.Filters;
using MixConsole.Engine.Bench;

namespace MixConsole.Engine.Tests.Bench;

/// <summary>
/// The console workload in double precision, one sample after the other, straight from its definition. Filters are given from outside, so that both the cookbook's and the product's can run.
/// </summary>
internal sealed class WorkloadReference
{
    private const double Rate = ConsoleWorkload.Rate;
    private const double Butterworth = 0.70710678118654752;
    private readonly Func<EqShape, double, double, double, Biquad[]> _design;
    private readonly Channel[] _channels;
    private readonly Group[] _groups = new Group[8];
    private readonly Reverb _left = new(0), _right = new(25);
    private readonly Section[][] _mainEq;
    private readonly Compressor _mainCompressor = new(-16, 2, 20, 200, 1);
    private readonly Limiter _limiter = new();
    private readonly int _count;

    /// <param name="fromRest">Gates and faders start where silence leaves them, as the product's do; otherwise at 0, as the published levels were made.</param>
    public WorkloadReference(int channels, Func<EqShape, double, double, double, Biquad[]> design, bool fromRest)
    {
        _design = design;
        _count = channels;
        _channels = [.. Enumerable.Range(0, channels).Select(c => new Channel(this, c, fromRest))];
        for (var g = 0; g < 8; g++) _groups[g] = new Group(this);
        _mainEq = [Eq(Main), Eq(Main)];
    }

    private static readonly (EqShape, double, double, double)[] Main =
        [(EqShape.LowShelf, 60, 1, Butterworth), (EqShape.Bell, 300, -1, 1), (EqShape.Bell, 4000, 1, 1), (EqShape.HighShelf, 12_000, 1, Butterworth)];

    private static readonly (EqShape, double, double, double)[] GroupEq =
        [(EqShape.LowShelf, 120, 1.5, Butterworth), (EqShape.Bell, 500, -2, 1), (EqShape.Bell, 3000, 1.5, 1), (EqShape.HighShelf, 9000, 2, Butterworth)];

    /// <summary>Main's next sample.</summary>
    public (double Left, double Right) Next(int n)
    {
        Span<double> aux = stackalloc double[6];
        foreach (var group in _groups) group.Left = group.Right = 0;
        for (var c = 0; c < _count; c++)
        {
            var y = _channels[c].Next(n);
            var p = 37 * c % 101 / 100.0;
            var group = _groups[((5 * c) + (c / 8)) % 8];
            group.Left += y * Math.Cos(p * Math.PI / 2);
            group.Right += y * Math.Sin(p * Math.PI / 2);
            for (var a = 0; a < 6; a++) aux[a] += y * Decibels(-(6 + (5 * (c + a) % 12)));
        }

        double left = 0, right = 0;
        foreach (var group in _groups)
        {
            group.Work();
            left += group.Left * Decibels(-6);
            right += group.Right * Decibels(-6);
        }

        left += _left.Next(aux[0] * 0.03);
        right += _right.Next(aux[0] * 0.03);
        left = Through(_mainEq[0], left);
        right = Through(_mainEq[1], right);
        var gain = _mainCompressor.Gain(Math.Max(Math.Abs(left), Math.Abs(right)));
        return _limiter.Next(left * gain, right * gain);
    }

    private static double Decibels(double dB) => Math.Pow(10, dB / 20);

    private static double Pole(double seconds) => Math.Exp(-1 / (seconds * Rate));

    private static double Through(Section[] sections, double x)
    {
        foreach (var section in sections) x = section.Next(x);
        return x;
    }

    private Section[] Eq((EqShape Shape, double Frequency, double Gain, double Q)[] bands) =>
        [.. bands.SelectMany(b => _design(b.Shape, b.Frequency, b.Gain, b.Q)).Select(b => new Section(b))];

    private sealed class Section(Biquad b)
    {
        private double _s1, _s2;

        public double Next(double x)
        {
            var y = (b.B0 * x) + _s1;
            _s1 = (b.B1 * x) - (b.A1 * y) + _s2;
            _s2 = (b.B2 * x) - (b.A2 * y);
            return y;
        }
    }

    private sealed class Compressor(double threshold, double ratio, double attackMs, double releaseMs, double makeup)
    {
        private readonly double _slope = 1 - (1 / ratio), _attack = 1 - Pole(attackMs / 1000), _release = 1 - Pole(releaseMs / 1000);
        private double _reduction;

        public double Gain(double level)
        {
            const double knee = 6;
            var over = (20 * Math.Log10(Math.Max(level, 1e-6))) - threshold;
            var u = Math.Clamp(over + (knee / 2), 0, knee);
            var r = _slope * ((u * u / (2 * knee)) + Math.Max(over - (knee / 2), 0));
            _reduction += (r > _reduction ? _attack : _release) * (r - _reduction);
            return Decibels(makeup - _reduction);
        }
    }

    private sealed class Channel
    {
        private readonly int _c;
        private readonly float[] _ring = new float[ConsoleWorkload.RingFrames];
        private readonly double _trim;
        private readonly Section[] _sections;
        private readonly Compressor _compressor = new(-24, 4, 5, 120, 6);
        private double _envelope, _target, _gate, _fader;

        public Channel(WorkloadReference owner, int c, bool fromRest)
        {
            _c = c;
            ConsoleWorkload.FillRing(c, _ring);
            _trim = Decibels((c % 13) - 6) * (c % 3 == 0 ? -1 : 1);
            _sections = owner.Eq([
                (EqShape.HighPass, 40 + (5 * (c % 16)), 0, Butterworth), (EqShape.LowShelf, 100 + (2 * (c % 8)), 3, Butterworth), (EqShape.Bell, 400 + (10 * (c % 16)), -4, 1.4),
                (EqShape.Bell, 2500 + (50 * (c % 16)), 2, 1), (EqShape.HighShelf, 8000 + (100 * (c % 8)), 2.5, Butterworth)]);
            _gate = fromRest ? 0.001 : 0;
            _fader = fromRest ? Decibels(-9) : 0;
        }

        public double Next(int n)
        {
            var x = Through(_sections, _ring[n % _ring.Length] * _trim);
            _envelope = Math.Max(Math.Abs(x), _envelope * Pole(0.020));
            if (_envelope > Decibels(-45)) _target = 1;
            else if (_envelope < Decibels(-50)) _target = 0.001;
            _gate += (_target > _gate ? 1 - Pole(0.0005) : 1 - Pole(0.080)) * (_target - _gate);
            x *= _gate;
            x *= _compressor.Gain(Math.Abs(x));
            var wanted = Decibels(n / 4800 % 2 == 0 ? -9 : -3 - (_c % 7));
            _fader += (1 - Pole(0.010)) * (wanted - _fader);
            return x * _fader;
        }
    }

    private sealed class Group(WorkloadReference owner)
    {
        private readonly Section[][] _eq = [owner.Eq(GroupEq), owner.Eq(GroupEq)];
        private readonly Compressor _compressor = new(-18, 2, 10, 150, 2);

        public double Left { get; set; }

        public double Right { get; set; }

        public void Work()
        {
            Left = Through(_eq[0], Left);
            Right = Through(_eq[1], Right);
            var gain = _compressor.Gain(Math.Max(Math.Abs(Left), Math.Abs(Right)));
            Left *= gain;
            Right *= gain;
        }
    }

    private sealed class Reverb(int spread)
    {
        private readonly double[][] _combs = [.. new[] { 1215, 1293, 1390, 1476, 1548, 1623, 1695, 1760 }.Select(l => new double[l + spread])];
        private readonly double[][] _allPasses = [.. new[] { 605, 480, 371, 245 }.Select(l => new double[l + spread])];
        private readonly double[] _low = new double[8];
        private int _n;

        public double Next(double x)
        {
            double sum = 0;
            for (var i = 0; i < 8; i++)
            {
                ref var cell = ref _combs[i][_n % _combs[i].Length];
                var y = cell;
                _low[i] = (0.8 * y) + (0.2 * _low[i]);
                cell = x + (0.84 * _low[i]);
                sum += y;
            }

            foreach (var line in _allPasses)
            {
                ref var cell = ref line[_n % line.Length];
                var y = cell;
                cell = sum + (0.5 * y);
                sum = y - sum;
            }

            _n++;
            return sum;
        }
    }

    private sealed class Limiter
    {
        private readonly List<double> _demand = [], _minimum = [], _left = [], _right = [];

        public (double Left, double Right) Next(double left, double right)
        {
            _left.Add(left);
            _right.Add(right);
            _demand.Add(Math.Min(1, Decibels(-1) / Math.Max(Math.Abs(left), Math.Abs(right))));
            _minimum.Add(Enumerable.Range(0, 65).Min(i => _demand.Count > i ? _demand[_demand.Count - 1 - i] : 1));
            var mean = Enumerable.Range(0, 64).Sum(i => _minimum.Count > i ? _minimum[_minimum.Count - 1 - i] : 1) / 64;
            var at = _left.Count - 1 - 64;
            return at < 0 ? (0, 0) : (_left[at] * mean, _right[at] * mean);
        }
    }
}
