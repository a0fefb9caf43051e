namespace MixConsole.Dsp.Tests.Twins;

/// <summary>The gate as its documentation says it, one channel in double precision.</summary>
internal sealed class GateTwin(int rate, double threshold, double hysteresis, double range, double ratio, double attack, double hold, double release)
{
    private readonly double _fall = Math.Exp(-1 / (0.020 * rate));
    private readonly double _open = Math.Pow(10, threshold / 20);
    private readonly double _close = Math.Pow(10, (threshold - hysteresis) / 20);
    private readonly double _floor = Math.Pow(10, range / 20);
    private readonly double _rise = 1 - Math.Exp(-1000 / (attack * rate));
    private readonly double _release = 1 - Math.Exp(-1000 / (release * rate));
    private double _envelope, _target = Math.Pow(10, range / 20), _left, _lastOpen;

    public double Gain { get; private set; } = Math.Pow(10, range / 20);

    /// <summary>Gain for the next frame, from the level of its key.</summary>
    public double Next(double level)
    {
        _envelope = Math.Max(level, _envelope * _fall);
        if (ratio < 99.5) Expand();
        else
        {
            if (_envelope >= _close) _left = hold * 0.001 * rate;
            else if (--_left <= 0) _target = _floor;
            if (_envelope > _open) _target = 1;
        }

        Gain += (_target > Gain ? _rise : _release) * (_target - Gain);
        return Gain;
    }

    // Below the threshold every dB becomes ratio dB, down to the range; during the hold nothing closes.
    private void Expand()
    {
        var below = Math.Min(0, (ratio - 1) * ((20 * Math.Log10(Math.Max(_envelope, 1e-6))) - threshold));
        var expanded = Math.Pow(10, Math.Max(below, range) / 20);
        if (_envelope >= _close) _left = hold * 0.001 * rate;
        else _left--;
        if (_envelope > _open) _lastOpen = 1;
        else if (_left > 0) _lastOpen = Math.Max(_lastOpen, expanded);
        else _lastOpen = expanded;
        _target = _envelope > _open && _left <= 0 ? expanded : _lastOpen;
    }
}
