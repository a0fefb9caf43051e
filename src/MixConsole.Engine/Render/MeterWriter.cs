using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;
using MixConsole.Engine.Boundary;
using MixConsole.Engine.Plan;
using MixConsole.Model.Links;

namespace MixConsole.Engine.Render;

/// <summary>Collects the meters of a plan into a reading, 60 times a second, and starts them anew.</summary>
[RealTime]
internal sealed unsafe class MeterWriter(MeterBoard board, int rate)
{
    private readonly int _interval = rate / 60;
    private int _frames;

    /// <summary>Time passes; publishes when a reading is due.</summary>
    public void Advance(RenderPlan plan, int frames)
    {
        _frames += frames;
        if (_frames < _interval) return;
        Write(plan, board.Next);
        board.Publish();
        _frames = 0;
    }

    private void Write(RenderPlan plan, MeterFrame into)
    {
        foreach (var bank in plan.Banks)
        {
            if (bank == plan.Monitor) continue;
            var input = bank.InputPeak;
            var gate = bank.Gate->TakeReduction();
            var comp = bank.Compressor->TakeReduction();
            bank.InputPeak = Vector256<float>.Zero;
            for (var lane = 0; lane < Lanes.Width; lane++)
            {
                var strip = bank.Strips[lane];
                if (strip < 0) continue;
                var second = lane > 0 && bank.Strips[lane - 1] == strip;
                Put(into.Input, strip, Lanes.Get(ref input, lane), second);
                Put(into.PreFader, strip, Lanes.Get(ref bank.Fader->PrePeak, lane), second);
                Put(into.PostFader, strip, Lanes.Get(ref bank.Fader->PostPeak, lane), second);
                Put(into.Rms, strip, MathF.Sqrt(Lanes.Get(ref bank.Fader->SquareSum, lane) / _frames), second);
                Put(into.GateReduction, strip, Lanes.Get(ref gate, lane) * (float)LaneMath.DecibelsPerOctave, second);
                Put(into.CompReduction, strip, Lanes.Get(ref comp, lane) * (float)LaneMath.DecibelsPerOctave, second);
                if (bank.Loudness is { } loudness) WriteLoudness(into, loudness, strip, lane, second);
            }

            bank.Fader->PrePeak = bank.Fader->PostPeak = bank.Fader->SquareSum = Vector256<float>.Zero;
            if (bank.Loudness is { } heard) heard.TruePeak.Peak = Vector256<float>.Zero;
        }

        into.LimiterReduction = plan.Limiter.TakeReduction();
    }

    private static void WriteLoudness(MeterFrame into, BankLoudness loudness, int strip, int lane, bool second)
    {
        var peak = loudness.TruePeak.Peak;
        Put(into.TruePeak, strip, Lanes.Get(ref peak, lane), second);
        if (second) return;
        var window = loudness.Window(lane);
        into.Momentary[strip] = (float)window.Momentary;
        into.ShortTerm[strip] = (float)window.ShortTerm;
        into.Integrated[strip] = (float)loudness.Integrated(lane);
        into.Correlation[strip] = loudness.Correlation(lane);
    }

    private static void Put(float[] values, int strip, float value, bool second) => values[strip] = second ? Math.Max(values[strip], value) : value;
}
