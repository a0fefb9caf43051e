using System.Text;
using FsCheck.Xunit;
using MixConsole.Control.Osc;

namespace MixConsole.Control.Tests.Osc;

public class OscCodecTests
{
    // The protocol sheet's packets.
    [Theory]
    [InlineData("/ch/01/mix/fader", 0.75f, "2f63682f30312f6d69782f6661646572000000002c6600003f400000")]
    [InlineData("/ch/01/mix/fader", 767f / 1023, "2f63682f30312f6d69782f6661646572000000002c6600003f3feffc")]
    [InlineData("/ch/02/mix/pan", 0.75f, "2f63682f30322f6d69782f70616e00002c6600003f400000")]
    public void A_message_is_these_bytes_and_reads_back(string address, float value, string hex)
    {
        Assert.Equal(hex, Convert.ToHexStringLower(OscProbe.Message(address, value)));
        Assert.True(OscReader.TryRead(Convert.FromHexString(hex), out var message));
        Assert.Equal(address, Encoding.ASCII.GetString(message.Address));
        Assert.True(message.TryNext(out var argument));
        Assert.Equal(value, argument.Float32);
        Assert.False(message.TryNext(out _));
    }

    [Fact]
    public void A_bundle_is_these_bytes()
    {
        var one = OscProbe.Message("/ch/01/mix/fader", 0.75f);
        var two = OscProbe.Message("/ch/02/mix/pan", 0.75f);
        var hex = Convert.ToHexStringLower(OscProbe.Bundle(0xeead273686e97800, one, two));
        Assert.Equal("2362756e646c6500eead273686e978000000001c" + Convert.ToHexStringLower(one) + "00000018" + Convert.ToHexStringLower(two), hex);
        Assert.True(OscBundle.TryRead(Convert.FromHexString(hex), out var bundle));
        Assert.Equal(0xeead273686e97800, bundle.TimeTag);
    }

    [Fact]
    public void A_missing_tag_string_is_no_arguments()
    {
        Assert.True(OscReader.TryRead(Convert.FromHexString("2f696e666f000000"), out var message));
        Assert.Equal("/info", Encoding.ASCII.GetString(message.Address));
        Assert.True(message.Tags.IsEmpty);
        Assert.False(message.TryNext(out _));
    }

    [Fact]
    public void Every_type_tag_is_read()
    {
        var bytes = new byte[256];
        OscWriter writer = new(bytes);
        Assert.True(writer.TryMessage("/a", "ifsbTFNIhtdScrm[i[f]]"u8));
        Assert.True(writer.TryInt32(-2) && writer.TryFloat32(1.5f) && writer.TryText("né") && writer.TryBlob([1, 2, 3, 4, 5]));
        Assert.True(writer.TryInt64(long.MinValue) && writer.TryInt64(unchecked((long)0x83aa7e8000000001)) && writer.TryFloat64(Math.PI) && writer.TryText(""));
        Assert.True(writer.TryInt32('x') && writer.TryInt32(0x11223344) && writer.TryInt32(0x00903c7f) && writer.TryInt32(7) && writer.TryFloat32(8));
        Assert.True(OscReader.TryRead(writer.Written, out var message));
        StringBuilder read = new();
        while (message.TryNext(out var a))
        {
            read.Append(a.Tag switch
            {
                'i' or 'c' => $"{a.Tag}{a.Int32} ",
                'f' => $"f{a.Float32} ",
                'd' => $"d{a.Float64:0.00} ",
                'h' => $"h{a.Int64} ",
                't' => $"t{a.TimeTag:x} ",
                's' or 'S' => $"{a.Tag}{Encoding.UTF8.GetString(a.Bytes)} ",
                'b' or 'r' or 'm' => $"{a.Tag}{Convert.ToHexStringLower(a.Bytes)} ",
                _ => $"{a.Tag} ",
            });
        }

        Assert.Equal("i-2 f1.5 sné b0102030405 T F N I h-9223372036854775808 t83aa7e8000000001 d3.14 S c120 r11223344 m00903c7f [ i7 [ f8 ] ] ", read.ToString());
    }

    [Theory]
    [InlineData("")] // nothing
    [InlineData("2f61")] // no end of the address
    [InlineData("2f616263")] // an address that fills its four bytes and does not end
    [InlineData("616263002c000000")] // no slash
    [InlineData("2f6100002c660000")] // argument missing
    [InlineData("2f6100002c660000000000")] // argument cut
    [InlineData("2f6100002c730000616263642c2c2c2c")] // text without end
    [InlineData("2f6100002c620000ffffffff")] // blob of negative size
    [InlineData("2f6100002c6200007fffffff")] // blob larger than all
    [InlineData("2f6100002c6200000000000501020304")] // blob cut
    [InlineData("2f6100002c7a0000")] // unknown tag
    [InlineData("2f6100002c5b0000")] // bracket left open
    [InlineData("2f6100002c5d0000")] // bracket never opened
    [InlineData("2f6100002c66")] // tags without end
    public void Broken_messages_are_refused(string hex) =>
        Assert.False(OscReader.TryRead(Convert.FromHexString(hex), out _));

    [Fact]
    public void Bundles_are_read_eight_deep_and_no_deeper()
    {
        var packet = OscProbe.Message("/a", 1);
        for (var depth = 1; depth <= 9; depth++)
        {
            packet = OscProbe.Bundle(1, packet);
            Assert.Equal(depth <= 8, OscBundle.IsSound(packet));
        }
    }

    [Theory]
    [InlineData("2362756e646c6500")] // no time tag
    [InlineData("2362756e646c650000000000000000010000001c2f610000")] // element longer than the rest
    [InlineData("2362756e646c65000000000000000001000000032f610000")] // size no multiple of four
    [InlineData("2362756e646c65000000000000000001000000002f610000")] // empty element
    [InlineData("2362756e646c65000000000000000001fffffffc2f610000")] // negative
    [InlineData("2362756e646c650000000000000000010000")] // size cut
    public void Broken_bundles_are_refused(string hex) => Assert.False(OscBundle.IsSound(Convert.FromHexString(hex)));

    [Property(MaxTest = 2000)]
    public void Random_bytes_never_throw(byte[]? random, byte kind)
    {
        random ??= [];
        byte[] packet = (kind % 3) switch
        {
            0 => random,
            1 => [.. "/a\0\0,"u8, .. random.Select(b => "ifsbTFNIhtdScrm[]\0"u8[b % 18])],
            _ => [.. OscBundle.Header, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, (byte)(random.Length & ~3), .. random],
        };
        if (OscBundle.IsSound(packet) && OscReader.TryRead(packet, out var message))
            while (message.TryNext(out var argument)) _ = argument.Bytes.Length + argument.Int64 + argument.Int32 + argument.Float32 + argument.Float64;
    }

    [Property]
    public void Every_cut_of_a_good_packet_is_read_or_refused(int number, double real, string? text, byte[]? blob)
    {
        var whole = OscProbe.Bundle(1, OscProbe.Message("/some/address", number, real, (text ?? "").Replace("\0", ""), blob ?? []), OscProbe.Message("/b", true));
        for (var length = 0; length < whole.Length; length++) _ = OscBundle.IsSound(whole.AsSpan(0, length));
        Assert.True(OscBundle.IsSound(whole));
    }

    [Property]
    public void What_is_written_is_read(int number, float real, double fine, string? text, byte[]? blob, long wide)
    {
        var plain = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes((text ?? "").Replace("\0", ""))); // lone surrogates are no text
        var bytes = blob ?? [];
        Assert.True(OscReader.TryRead(OscProbe.Message("/x", number, real, fine, plain, bytes, wide, true, false), out var message));
        Assert.True(message.TryNext(out var a) && a.Int32 == number);
        Assert.True(message.TryNext(out a) && a.Float32.Equals(real));
        Assert.True(message.TryNext(out a) && a.Float64.Equals(fine));
        Assert.True(message.TryNext(out a) && Encoding.UTF8.GetString(a.Bytes) == plain);
        Assert.True(message.TryNext(out a) && a.Bytes.SequenceEqual(bytes));
        Assert.True(message.TryNext(out a) && a.Int64 == wide);
        Assert.True(message.TryNext(out a) && a.TryNumber(out var one) && one == 1);
        Assert.True(message.TryNext(out a) && a.TryNumber(out var zero) && zero == 0);
        Assert.False(message.TryNext(out _));
    }

    [Property]
    public void A_write_that_does_not_fit_changes_nothing(byte room, string? text, byte[]? blob)
    {
        var buffer = new byte[room];
        OscWriter writer = new(buffer);
        if (!writer.TryMessage("/some/address", "sb"u8)) Assert.Equal(0, writer.Length);
        var before = writer.Length;
        if (!writer.TryText(text ?? "")) Assert.Equal(before, writer.Length);
        before = writer.Length;
        if (!writer.TryBlob(blob ?? [])) Assert.Equal(before, writer.Length);
        Assert.Equal(0, writer.Length % 4);
    }

    [Fact]
    public void Time_tags_become_ticks_and_back()
    {
        OscTime time = new();
        var now = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(0, time.ToTimestamp(OscTime.Immediately));
        Assert.InRange(Math.Abs(time.ToTimestamp(time.ToTimeTag(now)) - now), 0, System.Diagnostics.Stopwatch.Frequency / 100_000); // 10 us
        var unix = (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 2_208_988_800;
        Assert.InRange(time.ToTimestamp(unix << 32) - now, -2.2 * System.Diagnostics.Stopwatch.Frequency, 0.2 * System.Diagnostics.Stopwatch.Frequency);
    }
}
