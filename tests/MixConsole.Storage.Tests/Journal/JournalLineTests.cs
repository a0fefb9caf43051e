using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using MixConsole.Model.Edits;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Storage.Journal;
using MixConsole.Storage.Sessions;
using MixConsole.Storage.Tests.Sessions;

namespace MixConsole.Storage.Tests.Journal;

public sealed class JournalLineTests : IDisposable
{
    private readonly StripKeys keys = new(SmallConsole.Tree);
    private readonly JournalEncoder encoder = new();
    private readonly Problems problems = new();
    private readonly JournalDecoder decoder;

    public JournalLineTests() => decoder = new(keys, problems, "journal");

    public void Dispose() => encoder.Dispose();

    [Fact]
    public void A_line_is_json_with_its_checksum_last()
    {
        Assert.True(keys.TrySet("k3f9", SmallConsole.Channels, 2));
        var line = Encoding.UTF8.GetString(encoder.Edit(new(SmallConsole.Channels.Id(2, StripCatalog.Fader), -4.5, double.NegativeInfinity, null, null, "tablet 2", 17, 123456), "k3f9", StripCatalog.Fader));
        Assert.StartsWith("""{"a":"k3f9/mix/fader","v":"-inf","was":-4.5,"by":"tablet 2","g":17,"f":123456,"c":""", line);
        Assert.EndsWith("\"}\n", line);
        using var json = JsonDocument.Parse(line);
        Assert.Equal(8, json.RootElement.GetProperty("c").GetString()!.Length);
    }

    [Fact]
    public void The_checksum_is_that_of_the_standard() =>
        Assert.Equal(0xE3069283u, Checksum.Of("123456789"u8)); // the check value of CRC-32C in the catalogue of CRCs

    [Property]
    public void Every_edit_reads_back_as_it_was(int seed, string? author, long gesture, long frame)
    {
        var random = new Random(seed);
        var values = new ParameterValues(SmallConsole.Tree);
        var ids = SmallConsole.Tree.Ids().Where(i => SmallConsole.Tree.Spec(i)!.Has(Traits.Persisted)).ToArray();
        var id = ids[random.Next(ids.Length)];
        RandomValue.Set(values, id, random);
        author = new string((author ?? "").Where(c => !char.IsSurrogate(c)).ToArray());
        var edit = RandomValue.Edit(values, id, random, author, gesture, frame);
        var place = SmallConsole.Tree.Locate(id);
        var line = encoder.Edit(edit, StripKeys.Place(place.Family, place.Member), place.Spec!)[..^1];
        Assert.DoesNotContain((byte)'\n', line.ToArray());
        Assert.Equal(JournalLine.Edit, decoder.Read(line));
        Assert.Equal(edit, decoder.Edit);
    }

    [Fact]
    public void Any_wrong_bit_and_any_cut_is_found()
    {
        var line = encoder.Edit(new(SmallConsole.Channels.Id(2, StripCatalog.Fader), -4.5, -3, null, null, "me", 1, 2), "ch/3", StripCatalog.Fader)[..^1].ToArray();
        Assert.Equal(JournalLine.Edit, decoder.Read(line));
        for (var bit = 0; bit < line.Length * 8; bit++)
        {
            line[bit / 8] ^= (byte)(1 << (bit % 8));
            // A digit of the checksum in upper case is the same digit.
            if (decoder.Read(line) != JournalLine.Bad) Assert.InRange(bit / 8, line.Length - 10, line.Length - 3);
            line[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (var length = 0; length < line.Length; length++) Assert.Equal(JournalLine.Bad, decoder.Read(line.AsSpan(0, length)));
    }

    [Property]
    public void No_bytes_make_it_throw(byte[] bytes, bool sealedLine)
    {
        byte[] line = sealedLine ? [.. bytes, .. ",\"c\":\""u8, .. Encoding.ASCII.GetBytes(Checksum.Of(bytes).ToString("x8")), .. "\"}"u8] : bytes;
        decoder.Read(line);
    }

    [Theory]
    [InlineData("""{"a":"k999/mix/fader","v":1""")]
    [InlineData("""{"a":"ch/1/wah","v":1""")]
    [InlineData("""{"a":"ch/1/mix/fader","v":true""")]
    [InlineData("""{"a":"ch/1/mix/fader","v":[1,2]""")]
    [InlineData("""{"a":"ch/1/mix/fader\ud800","v":1""")]
    [InlineData("""{"key":"k111","at":"nowhere/1" """)]
    [InlineData("""{"key":"main","at":"ch/1" """)]
    [InlineData("""{"later":"kind of line" """)]
    [InlineData("""{"a":5,"v":1""")]
    public void A_line_from_another_version_is_no_edit(string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        Assert.NotEqual(JournalLine.Edit, decoder.Read([.. bytes, .. ",\"c\":\""u8, .. Encoding.ASCII.GetBytes(Checksum.Of(bytes).ToString("x8")), .. "\"}"u8]));
    }
}
