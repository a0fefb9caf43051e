using MixConsole.Engine.Tests.Harness;
using MixConsole.Model.Parameters.Catalog;
using static MixConsole.Engine.Tests.Harness.Rig;

namespace MixConsole.Engine.Tests.Render;

/// <summary>NaN, infinity and absurd levels at a live input.</summary>
public sealed class BrokenInputTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(3e38f)]
    [InlineData(9e5f)]
    public void A_broken_input_passes_and_the_console_sounds_as_before(float broken)
    {
        using var rig = new Rig(outputs: 6, inputs: 1);
        FullConsole.Build(rig, 8, 400_000);
        rig.Set(Ch, 30, StripCatalog.InputSource, 1).Set(Ch, 30, StripCatalog.InputChannel, 1).Set(Ch, 30, StripCatalog.EqOn, 1).Set(Ch, 30, StripCatalog.HpfOn, 1);
        rig.Set(Ch, 30, StripCatalog.CompOn, 1).Set(Ch, 30, StripCatalog.Sends[1].On, 1).Set(Ch, 30, StripCatalog.OutputGroup, 2);
        for (var band = 0; band < 6; band++) rig.Set(Ch, 30, StripCatalog.Eq[band].Gain, 24);
        rig.Device = (_, frame, samples) =>
        {
            samples.Clear();
            if (frame is > 9000 and < 12_000) samples.Fill(broken);
        };
        rig.Load().Play();
        rig.Run(9600);
        rig.Run(3 * Rig.Rate);
        rig.Forget();
        rig.Run(9600);
        for (var channel = 0; channel < 4; channel++)
        {
            Assert.All(rig.Output(channel), x => Assert.True(float.IsFinite(x)));
            Assert.InRange(Signal.Rms(rig.Output(channel)), 0.001, 1);
        }

        var meters = rig.Meters();
        var strip = Main.FirstStrip;
        Assert.True(float.IsFinite(meters.PostFader[strip]) && float.IsFinite(meters.Momentary[strip]) && float.IsFinite(meters.TruePeak[strip]) && float.IsFinite(meters.Rms[strip]));
    }
}
