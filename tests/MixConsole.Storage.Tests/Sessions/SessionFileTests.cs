using System.Text.Json;
using System.Text.Json.Nodes;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Tests.Sessions;

public sealed class SessionFileTests : IDisposable
{
    private readonly TemporarySession place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void It_reads_like_a_mix_note()
    {
        var session = SmallConsole.Session();
        session.Tracks.Add(new(1, Path.Combine("audio", "vox.wav"), 480, 96_000, 2));
        session.Set[SmallConsole.Channels.Id(1, StripCatalog.Sends[2].Level)] = double.NegativeInfinity;
        session.Set[SmallConsole.Channels.Id(1, StripCatalog.HpfSlope)] = 3;
        session.Set[SmallConsole.Markers.Id(1, MarkerCatalog.Position)] = 12.5;
        Create(session).Dispose();
        var text = File.ReadAllText(place.Current);
        var key = text.Split('"').First(part => part.StartsWith('k') && part.Length == 4);
        Assert.Equal(
            """
            {
              "format": 1,
              "generation": 1,
              "rate": 48000,
              "strips": {
                "KEY": {
                  "at": "ch/2",
                  "track": {
                    "file": "audio/vox.wav",
                    "start": 480,
                    "frames": 96000,
                    "channels": 2
                  },
                  "name": "Größe",
                  "hpf/slope": "48",
                  "mix/fader": -4.5,
                  "send/3/level": "-inf"
                },
                "main": {
                  "mix/mute": true
                }
              },
              "desk": {
                "marker/2": {
                  "position": 12.5
                }
              }
            }

            """.Replace("KEY", key).ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Moving_one_fader_changes_one_line_and_the_generation()
    {
        using var opened = Create(SmallConsole.Session());
        var before = File.ReadAllLines(place.Current);
        opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/2/mix/fader", -3));
        Assert.True(opened.Save().IsSaved);
        var after = File.ReadAllLines(place.Current);
        Assert.Equal(before.Length, after.Length);
        var changed = before.Zip(after).Where(p => p.First != p.Second).ToList();
        Assert.Equal([("  \"generation\": 1,", "  \"generation\": 2,"), ("      \"mix/fader\": -4.5", "      \"mix/fader\": -3")], changed);
    }

    [Fact]
    public void A_strip_keeps_its_key_for_life()
    {
        string? key;
        using (var opened = Create(SmallConsole.Session()))
        {
            opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/3/mix/fader", -3));
            Assert.True(opened.Save().IsSaved);
            key = KeyOf("ch/3");
            opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/3/mix/fader", 0)); // back to its default
            Assert.True(opened.Save().IsSaved);
            Assert.Equal(key, KeyOf("ch/3"));
        }

        using (var again = Open())
        {
            Assert.True(again.Save().IsSaved);
            Assert.Equal(key, KeyOf("ch/3"));
        }
    }

    [Fact]
    public void A_strip_written_by_hand_may_be_named_by_its_place()
    {
        Write("""{"format":1,"generation":4,"strips":{"ch/3":{"mix/fader":-7},"k111":{"mix/pan":5,"at":"ch/1"}}}""");
        using var opened = Open();
        Assert.Empty(opened.Problems);
        Assert.Equal(-7, opened.Session.Set[SmallConsole.Channels.Id(2, StripCatalog.Fader)]);
        Assert.Equal(5, opened.Session.Set[SmallConsole.Channels.Id(0, StripCatalog.Pan)]);
    }

    [Theory]
    [InlineData("\"mix/fader\": 25", "outside", 10)]
    [InlineData("\"mix/fader\": 1e999", "outside", 10)]
    [InlineData("\"mix/fader\": true", "expected a number, found true", 0)]
    [InlineData("\"mix/fader\": \"loud\"", "expected a number, found \"loud\"", 0)]
    [InlineData("\"mix/fader\": null", "expected a number, found null", 0)]
    [InlineData("\"mix/fader\": [1, {\"a\": 2}]", "expected a number, found a list", 0)]
    [InlineData("\"mix/mute\": 1", "expected true or false", 0)]
    [InlineData("\"hpf/slope\": \"13\"", "is not one of 12, 18, 24, 48", 0)]
    [InlineData("\"hpf/slope\": 1", "expected a word", 0)]
    [InlineData("\"name\": 5", "expected text, found a number", 0)]
    [InlineData("\"name\": \"\\ud800\"", "expected text", 0)]
    [InlineData("\"output/group\": 2.5", "not whole", 0)]
    [InlineData("\"wah/depth\": 5", "unknown", 0)]
    [InlineData("\"solo\": true", "unknown", 0)]
    [InlineData("\"track\": {}", "names no file", 0)]
    [InlineData("\"track\": {\"file\": 5, \"frames\": -1, \"channels\": 3, \"x\": []}", "names no file", 0)]
    [InlineData("\"mix/fader\": 3, \"mix/fader\": 4", "occurs twice", 4)]
    public void What_makes_no_sense_is_named_and_the_rest_is_opened(string line, string problem, double fader)
    {
        Write("""{"format":1,"generation":4,"strips":{"k111":{"at":"ch/1",LINE,"mix/pan":5}}}""".Replace("LINE", line));
        Assert.True(SessionFolder.TryRead(place.Folder, SmallConsole.Tree, out var state, out var error), error);
        Assert.Contains(state.Problems, p => p.Contains(problem) && p.Contains("ch/1/"));
        Assert.Equal(fader, state.Session.Set[SmallConsole.Channels.Id(0, StripCatalog.Fader)]);
        Assert.Equal(5, state.Session.Set[SmallConsole.Channels.Id(0, StripCatalog.Pan)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"one\"}")]
    [InlineData("{\"format\":1,\"generation\":-3}")]
    [InlineData("{\"format\":1,\"generation\":1e40,\"rate\":-5,\"name\":[]}")]
    [InlineData("{\"format\":1,\"rate\":{\"a\":1}}")]
    [InlineData("{\"format\":1,\"strips\":[]}")]
    [InlineData("{\"format\":1,\"strips\":{\"k111\":5}}")]
    [InlineData("{\"format\":1,\"strips\":{\"k111\":{}}}")]
    [InlineData("{\"format\":1,\"strips\":{\"k111\":{\"at\":\"ch/999999999999\"}}}")]
    [InlineData("{\"format\":1,\"strips\":{\"k111\":{\"at\":\"ch/0\"}}}")]
    [InlineData("{\"format\":1,\"strips\":{\"k111\":{\"at\":7}}}")]
    [InlineData("{\"format\":1,\"strips\":{\"main\":{\"at\":\"ch/1\"},\"ch\":{\"at\":\"ch/1\"}}}")]
    [InlineData("{\"format\":1,\"strips\":{\"k111\":{\"at\":\"ch/1\"},\"k111\":{\"at\":\"ch/2\"}}}")]
    [InlineData("{\"format\":1,\"future\":{\"deep\":[[[{}]]]}}")]
    [InlineData("{\"format\":1,}")]
    [InlineData("{\"format\":1} {}")]
    [InlineData("{\"format\":1, // no\n \"generation\":1}")]
    [InlineData("{\"format\":1,\"name\":\"\\ud800\"}")]
    [InlineData("{\"format\":1,\"\\ud800\":1}")]
    [InlineData("{\"format\":1,\"strips\":{\"\\ud800\":{\"at\":\"ch/1\"}}}")]
    [InlineData("\u0000\u0001\u0002")]
    [InlineData("RIFF....WAVEfmt ")]
    public void A_broken_file_opens_with_a_sentence_and_is_kept(string text)
    {
        Write(text);
        Assert.True(SessionFolder.TryRead(place.Folder, SmallConsole.Tree, out var state, out var error), error);
        Assert.NotEmpty(state.Problems);
        Assert.All(state.Problems, p => Assert.EndsWith(".", p));
        using (var opened = Open())
        {
            opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/1/mix/fader", -1));
            Assert.True(opened.Save().IsSaved);
        }

        if (state.Problems.Any(p => p.Contains("damaged"))) Assert.Equal(text, File.ReadAllText(place.Current + SessionFiles.Bad));
        using var again = Open();
        Assert.Empty(again.Problems);
        Assert.Equal(-1, again.Session.Set[SmallConsole.Channels.Id(0, StripCatalog.Fader)]);
    }

    [Fact]
    public void Random_damage_never_throws_and_never_passes_for_another_session_silently()
    {
        Create(SmallConsole.Session()).Dispose();
        var whole = File.ReadAllBytes(place.Current);
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            var bytes = (byte[])whole.Clone();
            for (var hits = random.Next(1, 4); hits > 0; hits--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(place.Current, bytes);
            if (!SessionFolder.TryRead(place.Folder, SmallConsole.Tree, out _, out var error)) Assert.Contains("format", error);
        }

        byte[] deep = [.. Enumerable.Repeat((byte)'[', 100_000)];
        File.WriteAllBytes(place.Current, deep);
        Assert.True(SessionFolder.TryRead(place.Folder, SmallConsole.Tree, out var state, out _));
        Assert.Contains(state.Problems, p => p.Contains(SessionFiles.Previous + " was used"));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("99999999999999999999")]
    public void A_newer_format_is_refused(string format)
    {
        Write("""{"format":FORMAT,"generation":1,"strips":{}}""".Replace("FORMAT", format));
        Assert.False(SessionFolder.TryOpen(place.Folder, SmallConsole.Tree, out _, out var error));
        Assert.Contains("Open it with a newer version", error);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        Write("\uFEFF{\"format\":1,\"generation\":1,\"strips\":{}}");
        Assert.True(SessionFolder.TryRead(place.Folder, SmallConsole.Tree, out var state, out var error), error);
        Assert.Empty(state.Problems);
    }

    [Fact]
    public void Migrations_run_in_order_from_the_format_of_the_file()
    {
        Action<JsonObject>[] steps = [root => root["trace"] = $"{root["trace"]}1", root => root["trace"] = $"{root["trace"]}2", root => root["trace"] = $"{root["trace"]}3"];
        var migrated = JsonNode.Parse(Migrations.Run("""{"format":2}"""u8, 2, steps))!;
        Assert.Equal("23", (string?)migrated["trace"]);
        Assert.Equal(4, (int?)migrated["format"]);
        Assert.Equal("""{"format":4}"""u8.ToArray(), Migrations.Run("""{"format":4}"""u8, 4, steps));
        Assert.ThrowsAny<JsonException>(() => Migrations.Run("[]"u8, 1, steps));
        Assert.Equal(SessionWriter.Format, Migrations.Steps.Count + 1);
    }

    private string KeyOf(string where)
    {
        var strips = JsonNode.Parse(File.ReadAllText(place.Current))!["strips"]!.AsObject();
        return strips.Single(s => (string?)s.Value!["at"] == where).Key;
    }

    private void Write(string text)
    {
        Directory.CreateDirectory(place.Folder);
        File.WriteAllText(place.Current, text);
    }

    private OpenedSession Create(Model.Sessions.Session session)
    {
        Assert.True(SessionFolder.TryCreate(place.Folder, session, out var opened, out var error), error);
        return opened;
    }

    private OpenedSession Open()
    {
        Assert.True(SessionFolder.TryOpen(place.Folder, SmallConsole.Tree, out var opened, out var error), error);
        return opened;
    }
}
