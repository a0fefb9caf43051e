using System.Runtime;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Tests.Harness;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using static MixConsole.Engine.Tests.Harness.Rig;

namespace MixConsole.Engine.Tests.Render;

/// <summary>After the warm-up the audio thread allocates no byte and compiles no method, whatever happens.</summary>
public sealed unsafe class QuietThreadTests
{
    [Fact]
    public void Changes_of_all_kinds_new_plans_and_the_transport_cost_no_byte_and_no_compilation()
    {
        ConsoleEngine.WarmUp(ConsoleCatalog.Tree, new PortableThreadEdge());
        using var rig = new Rig(outputs: 8, inputs: 2);
        FullConsole.Build(rig, 20, 96_000);
        rig.Set(Ch, 30, StripCatalog.InputSource, 1).Set(Ch, 30, StripCatalog.InputChannel, 1).Set(Bus, 3, StripCatalog.OutputChannel, 5);
        rig.Load();
        long bytes = 0, methods = 0;
        var noted = "";
        using var audio = new AudioThread((allocated, compiled) =>
        {
            bytes += allocated;
            methods += compiled;
        });
        rig.Around = audio.Run;
        rig.Run(64); // the first block pays for the measurement itself
        GC.Collect();
        rig.Run(64);
        (bytes, methods) = (0, 0);
        var random = new Random(3);
        for (var block = 0; block < 1500; block++)
        {
            for (var n = 0; n < 3; n++) Anything(rig, random);
            if (block % 100 == 50) rig.Set(Ch, random.Next(20), StripCatalog.OutputGroup, random.Next(4)).Reroute();
            switch (block % 200)
            {
                case 10: rig.Engine.Play(); break;
                case 90: rig.Engine.Locate(random.Next(90_000)); break;
                case 120: rig.Engine.SetLoop(random.Next(2) == 0, 3000, 9000); break;
                case 160: rig.Engine.Stop(); break;
                case 180: rig.Engine.Loop.Resync(); break;
            }

            var before = bytes + methods;
            rig.Run(64 + (block % 3), 64);
            if (bytes + methods > before) noted += $" {block}";
        }

        Assert.True(bytes + methods == 0, $"{bytes} bytes and {methods} methods in blocks{noted}");
    }

    private static void Anything(Rig rig, Random random)
    {
        Family[] families = [Ch, Ch, Ch, Group, Bus, Fx, Mtx, Main, ControlRoom];
        while (true)
        {
            var family = families[random.Next(families.Length)];
            var spec = family.Specs[random.Next(family.Specs.Count)];
            if (spec is null || spec.Kind is ParameterKind.Text or ParameterKind.Action || spec.Has(Traits.Structural)) continue;
            var id = family.Id(random.Next(Math.Min(family.Count, 20)), spec);
            var value = spec.Clamp(spec.Law.ToPlain(random.NextDouble()));
            rig.Values[id] = value;
            rig.Engine.Send([new EngineChange(id, value, random.Next(3) == 0 ? rig.Engine.Position.EngineFrame + random.Next(200) : 0, System.Diagnostics.Stopwatch.GetTimestamp())]);
            return;
        }
    }

    /// <summary>A thread that does nothing but render: what a collection finds unused in the memory that other lines reserved is not booked on it.</summary>
    private sealed class AudioThread : IDisposable
    {
        private readonly AutoResetEvent _go = new(false), _done = new(false);
        private readonly Action<long, long> _note;
        private readonly Thread _thread;
        private Action? _work;

        public AudioThread(Action<long, long> note)
        {
            _note = note;
            _thread = new Thread(Loop) { IsBackground = true };
            _thread.Start();
        }

        public void Run(Action work)
        {
            _work = work;
            _go.Set();
            _done.WaitOne();
        }

        public void Dispose()
        {
            _work = null;
            _go.Set();
            _thread.Join();
            _go.Dispose();
            _done.Dispose();
        }

        private void Loop()
        {
            while (_go.WaitOne() && _work is { } work)
            {
                var compiled = JitInfo.GetCompiledMethodCount(true);
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                work();
                _note(GC.GetAllocatedBytesForCurrentThread() - allocated, JitInfo.GetCompiledMethodCount(true) - compiled);
                _done.Set();
            }
        }
    }
}
