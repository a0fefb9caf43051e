namespace MixConsole.Control.Osc;

/// <summary>The way back to one peer: a datagram address, later a stream.</summary>
public interface IOscLink
{
    /// <summary>For people, as in "127.0.0.1:9001".</summary>
    string Name { get; }

    /// <summary>Sends one packet or drops it; never waits for the peer. Called by the sending thread.</summary>
    void Send(ReadOnlySpan<byte> packet);
}
