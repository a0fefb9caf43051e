using MixConsole.Engine.Backends;
using MixConsole.Engine.Tests.Harness;

namespace MixConsole.Engine.Tests.Backends;

/// <summary>Devices come, die, return and are wrong; the console renders on.</summary>
public sealed class BackendSupervisorTests : IDisposable
{
    private readonly Rig _rig = new();
    private volatile FakeDevice? _device;
    private volatile bool _there = true;
    private int _rate = Rig.Rate;
    private Exception? _trouble;

    public BackendSupervisorTests()
    {
        _rig.Track(0, Signal.Constant(0.5f, 4800));
        _rig.Load();
    }

    [Fact]
    public void A_device_that_dies_is_replaced_by_a_clock_and_taken_again_when_it_returns()
    {
        using var supervisor = Start();
        Assert.Equal("fake device", supervisor.Name);
        Advances();
        _there = false;
        _device!.IsAlive = false;
        Assert.True(BlockProbe.Until(() => supervisor.Name.Contains("clock", StringComparison.Ordinal)));
        Advances();
        Assert.True(BlockProbe.Until(() => supervisor.Report.Length > 0));
        _there = true;
        Assert.True(BlockProbe.Until(() => supervisor.Name == "fake device"));
        Assert.Equal("", supervisor.Report);
        Advances();
    }

    [Fact]
    public void A_device_that_is_missing_at_the_start_leaves_the_console_on_its_clock_with_a_sentence()
    {
        _there = false;
        using var supervisor = Start();
        Assert.Contains("clock", supervisor.Name, StringComparison.Ordinal);
        Assert.Equal("The fake device is not plugged in. Plug it in.", supervisor.Report);
        Advances();
    }

    [Fact]
    public void A_device_of_another_rate_is_refused_with_both_remedies()
    {
        _rate = 44_100;
        using var supervisor = Start();
        Assert.Contains("--rate 44100", supervisor.Report, StringComparison.Ordinal);
        Assert.Contains("48000 Hz", supervisor.Report, StringComparison.Ordinal);
        Advances();
    }

    [Fact]
    public void A_driver_that_throws_anything_at_all_does_not_end_the_console()
    {
        _trouble = new DllNotFoundException("libfake is not there.");
        using var supervisor = Start();
        Assert.Contains("libfake", supervisor.Report, StringComparison.Ordinal);
        Advances();
        Assert.True(BlockProbe.Until(() => _opened > 2), "it does not try again");
        _trouble = null;
        Assert.True(BlockProbe.Until(() => supervisor.Name == "fake device"));
    }

    [Fact]
    public void The_clock_goes_on_while_a_device_is_slow_to_open()
    {
        _there = false;
        using var supervisor = Start();
        using var open = new ManualResetEventSlim();
        _slow = open;
        _there = true;
        Assert.True(BlockProbe.Until(() => _opening));
        Advances();
        open.Set();
        Assert.True(BlockProbe.Until(() => supervisor.Name == "fake device"));
        Advances();
    }

    public void Dispose() => _rig.Dispose();

    private volatile int _opened;
    private volatile bool _opening;
    private ManualResetEventSlim? _slow;

    private BackendSupervisor Start()
    {
        var supervisor = new BackendSupervisor(_rig.Engine.Loop, Open, () => new ClockBackend(new PortableThreadEdge(), ClockMode.RealTime));
        supervisor.Start();
        return supervisor;
    }

    private FakeDevice Open()
    {
        _opened++;
        if (_trouble is { } trouble) throw trouble;
        if (!_there) throw new BackendException("The fake device is not plugged in. Plug it in.");
        _opening = true;
        _slow?.Wait(BlockProbe.Patience);
        return _device = new FakeDevice(_rate);
    }

    private void Advances()
    {
        var from = _rig.Engine.Position.EngineFrame;
        Assert.True(BlockProbe.Until(() => _rig.Engine.Position.EngineFrame > from + 480), "the console stands still");
    }

    private sealed class FakeDevice(int rate) : IAudioBackend
    {
        private readonly ClockBackend _clock = new(new PortableThreadEdge(), ClockMode.RealTime, rate);

        public string Name => "fake device";

        public int Rate => rate;

        public int Frames => _clock.Frames;

        public int Inputs => 0;

        public int Outputs => 2;

        public long Xruns => 0;

        public bool IsAlive { get; set; } = true;

        public void Start(IBlockRenderer renderer) => _clock.Start(renderer);

        public void Stop() => _clock.Stop();

        public void Dispose() => _clock.Dispose();
    }
}
