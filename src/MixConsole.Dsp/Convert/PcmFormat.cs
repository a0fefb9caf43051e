namespace MixConsole.Dsp.Convert;

/// <summary>How a sample lies in a file: little endian, two's complement (8 bits: offset by 128, as in WAV).</summary>
public enum PcmFormat
{
    UInt8,
    Int16,
    Int24,
    Int32,
    Float32,
    Float64,
}
