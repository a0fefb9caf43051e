using MixConsole.Engine.Backends;

namespace MixConsole.Engine.Tests.Backends;

public sealed unsafe class PlanarBuffersTests
{
    [Fact]
    public void Channels_are_silent_aligned_and_apart()
    {
        using var buffers = new PlanarBuffers(3);
        for (int channel = 0; channel < 3; channel++)
        {
            Assert.Equal(0u, (nuint)buffers.Table[channel] % 64);
            Assert.False(buffers.Channel(channel, RenderBlock.MaxFrames).ContainsAnyExcept(0f));
            buffers.Channel(channel, RenderBlock.MaxFrames).Fill(channel + 1);
        }

        for (int channel = 0; channel < 3; channel++)
            Assert.False(buffers.Channel(channel, RenderBlock.MaxFrames).ContainsAnyExcept(channel + 1f));
    }

    [Fact]
    public void Channels_and_frames_outside_and_use_after_disposal_are_refused()
    {
        var buffers = new PlanarBuffers(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffers.Channel(1, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffers.Channel(0, RenderBlock.MaxFrames + 1).Length);
        buffers.Dispose();
        buffers.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffers.Channel(0, 1).Length);
    }
}
