using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using MixConsole.Model.Edits;
using MixConsole.Model.Parameters;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Journal;

/// <summary>
/// Makes journal lines: a JSON object each, whose last member "c" is the CRC-32C of all bytes before it. Three kinds:
/// an edit <c>{"a":"k3f9/mix/fader","v":-3,"was":-4.5,"by":"tablet 2","g":17,"f":123456,"c":"8f3a21c0"}</c>,
/// the key of a strip <c>{"key":"k3f9","at":"ch/9","c":…}</c>, and the end of a generation <c>{"next":213,"c":…}</c>.
/// Encodes into memory of its own, without garbage once that is large enough.
/// </summary>
internal sealed class JournalEncoder : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter json;
    private readonly char[] path = new char[256];

    public JournalEncoder() => json = new(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = ParameterJson.Encoder });

    /// <summary>The bytes are valid until the next call.</summary>
    public ReadOnlySpan<byte> Edit(in Edit edit, ReadOnlySpan<char> strip, ParameterSpec spec)
    {
        Begin();
        strip.CopyTo(path);
        path[strip.Length] = '/';
        spec.Path.CopyTo(path.AsSpan(strip.Length + 1));
        json.WriteString("a"u8, path.AsSpan(0, strip.Length + 1 + spec.Path.Length));
        json.WritePropertyName("v"u8);
        ParameterJson.Write(json, spec, edit.After, edit.TextAfter);
        json.WritePropertyName("was"u8);
        ParameterJson.Write(json, spec, edit.Before, edit.TextBefore);
        json.WriteString("by"u8, edit.Author);
        json.WriteNumber("g"u8, edit.Gesture);
        json.WriteNumber("f"u8, edit.Frame);
        return End();
    }

    public ReadOnlySpan<byte> Key(string key, string place)
    {
        Begin();
        json.WriteString("key"u8, key);
        json.WriteString("at"u8, place);
        return End();
    }

    public ReadOnlySpan<byte> Next(long generation)
    {
        Begin();
        json.WriteNumber("next"u8, generation);
        return End();
    }

    public void Dispose() => json.Dispose();

    private void Begin()
    {
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
    }

    private ReadOnlySpan<byte> End()
    {
        json.Flush();
        var crc = Checksum.Of(buffer.WrittenSpan);
        buffer.Write(JournalDecoder.BeforeSum);
        Utf8Formatter.TryFormat(crc, buffer.GetSpan(JournalDecoder.SumDigits), out _, new StandardFormat('x', JournalDecoder.SumDigits));
        buffer.Advance(JournalDecoder.SumDigits);
        buffer.Write("\"}\n"u8);
        return buffer.WrittenSpan;
    }
}
