using System.Runtime.InteropServices;
using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Backends;

namespace MixConsole.Platform.Jack;

/// <summary>Our ports in one direction, with the table of their buffers in the present block.</summary>
internal sealed unsafe class JackPorts
{
    private readonly nint _client;
    private readonly nint[] _ports;

    // Pinned: its address is the float** of the block.
    private readonly nint[] _buffers;

    /// <summary>Registers in_1.. or out_1... Throws <see cref="BackendException"/> when the server has no more ports.</summary>
    public JackPorts(nint client, bool input, int count)
    {
        _client = client;
        Input = input;
        _ports = new nint[count];
        _buffers = GC.AllocateArray<nint>(count, pinned: true);
        Buffers = (float**)Marshal.UnsafeAddrOfPinnedArrayElement(_buffers, 0);
        for (; Count < count; Count++)
        {
            string name = $"{(input ? "in" : "out")}_{Count + 1}";
            _ports[Count] = Register(name);
            if (_ports[Count] == 0)
                throw new BackendException($"The JACK server refuses the port {name}; ask for fewer channels or start jackd with more ports (--port-max).");
        }
    }

    public bool Input { get; }

    public int Count { get; }

    public float** Buffers { get; }

    /// <summary>Fetches this block's buffers.</summary>
    [RealTime]
    public void Fetch(uint frames)
    {
        for (int port = 0; port < Count; port++)
            _buffers[port] = (nint)JackLibrary.PortBuffer(_ports[port], frames);
    }

    /// <summary>Connects in order to the physical ports of the other side. A refused connection is the user's patch bay at work and no failure.</summary>
    public void ConnectPhysical()
    {
        byte** physical = Physical(_client, Input);
        for (int port = 0; physical is not null && port < Count && physical[port] is not null; port++)
        {
            byte* own = JackLibrary.PortName(_ports[port]);
            _ = Input ? JackLibrary.Connect(_client, physical[port], own) : JackLibrary.Connect(_client, own, physical[port]);
        }

        JackLibrary.Free(physical);
    }

    /// <summary>Physical inputs of the machine (which feed our inputs), or physical outputs.</summary>
    public static int CountPhysical(nint client, bool inputs)
    {
        byte** ports = Physical(client, inputs);
        int count = 0;
        while (ports is not null && ports[count] is not null)
            count++;
        JackLibrary.Free(ports);
        return count;
    }

    // What captures is an output in JACK's eyes: it puts samples out into the graph.
    private static byte** Physical(nint client, bool captures)
    {
        fixed (byte* type = JackLibrary.AudioType)
            return JackLibrary.Ports(client, null, type, new CULong(JackLibrary.PortIsPhysical | (captures ? JackLibrary.PortIsOutput : JackLibrary.PortIsInput)));
    }

    private nint Register(string name)
    {
        fixed (byte* type = JackLibrary.AudioType)
            return JackLibrary.PortRegister(_client, name, type, new CULong(Input ? JackLibrary.PortIsInput : JackLibrary.PortIsOutput), default);
    }
}
