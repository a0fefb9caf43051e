using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Boundary;
using MixConsole.Engine.Plan;
using MixConsole.Engine.Render;
using MixConsole.Engine.Streaming;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine;

/// <summary>
/// Runs the audio thread's code before it is on air: a cold plan costs several milliseconds of compilation and page faults, a warm one nothing.
/// </summary>
internal static unsafe class EngineWarmUp
{
    /// <summary>Renders a plan on silence. A fresh plan is at rest, and silence leaves it there.</summary>
    public static void Touch(RenderPlan plan, int tiles)
    {
        using var renderer = new PlanRenderer(plan.Rate);
        using var monitor = new MonitorSection();
        foreach (var bank in plan.Banks)
            for (var lane = 0; lane < Lanes.Width; lane++) bank.Sources[lane] = plan.Silence;
        for (var tile = 0; tile < tiles; tile++)
        {
            renderer.Render(plan, Lanes.TileFrames);
            monitor.Process(plan, Lanes.TileFrames);
        }
    }

    // Branches that no walk reaches, as those for a machine that stood still. After the walk, because code that is compiled before its constants exist stays slower for good.
    private static void CompileRest()
    {
        foreach (var type in typeof(RenderLoop).Assembly.GetTypes().Concat(typeof(Lanes).Assembly.GetTypes()))
        {
            if (type.ContainsGenericParameters || type.IsSubclassOf(typeof(Delegate))) continue; // the runtime writes the code of delegates
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            foreach (var method in type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
                if (!method.IsAbstract && !method.ContainsGenericParameters) RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }
    }

    /// <summary>Walks a scratch engine through every parameter of every kind of strip, ramps, odd block sizes, a change of plans and the transport.</summary>
    public static void Run(ParameterTree tree, IAudioThreadEdge edge)
    {
        const int rate = 48_000;
        var values = new ParameterValues(tree);
        for (var channel = 0; channel < 40; channel++)
        {
            values[ConsoleCatalog.Channels.Id(channel, StripCatalog.InputSource)] = 1;
            values[ConsoleCatalog.Channels.Id(channel, StripCatalog.InputChannel)] = 1;
            values[ConsoleCatalog.Channels.Id(channel, StripCatalog.Order)] = channel % 3;
            values[ConsoleCatalog.Channels.Id(channel, StripCatalog.Format)] = channel / 3 % 2;
        }

        values[ConsoleCatalog.Effects.Id(0, StripCatalog.FxType)] = 1;
        values[ConsoleCatalog.Effects.Id(0, StripCatalog.FxSource)] = 1;
        using var pool = new StreamPool([new TrackStream(null, 0, 2)]);
        using var loop = new RenderLoop(rate, tree, edge) { HasDeadline = true, Heard = values, Capture = new CaptureRing() };
        using var freewheel = new ClockBackend(edge, ClockMode.Virtual, rate);
        using var inputs = new PlanarBuffers(2);
        using var outputs = new PlanarBuffers(4);
        for (var f = 0; f < RenderBlock.MaxFrames; f++) inputs.Channel(0, RenderBlock.MaxFrames)[f] = (f % 100) * 0.01f;

        for (var round = 0; round < 2; round++)
        {
            values[ConsoleCatalog.Main.Id(StripCatalog.LimiterOn)] = 1;
            values[ConsoleCatalog.Main.Id(StripCatalog.LimiterDetector)] = round;
            values[ConsoleCatalog.Channels.Id(1, StripCatalog.Delay)] = 5 + round;
            values[ConsoleCatalog.Channels.Id(2, StripCatalog.GateOn)] = round;
            values[ConsoleCatalog.Channels.Id(2, StripCatalog.GateLookahead)] = 1 + round;
            if (PlanCompiler.Compile(values, rate, pool, new Dictionary<int, int> { [50] = 0 }, out _) is not { } plan) return;
            loop.Plans.Offer(plan)?.Dispose();
            Blocks(40); // loud from the start: the limiter has all its work
            foreach (var family in (Family[])[ConsoleCatalog.Channels, ConsoleCatalog.Groups, ConsoleCatalog.Buses, ConsoleCatalog.Effects, ConsoleCatalog.Matrices, ConsoleCatalog.Main, ConsoleCatalog.Monitor])
                foreach (var spec in family.Specs) Sweep(family, spec);
            Equalisers();
            loop.Resync();
            loop.Commands.TryWrite(new(EngineVerb.Change, new(ConsoleCatalog.Channels.Id(0, StripCatalog.Fader), -3, loop.Position.EngineFrame + 1000, Stopwatch.GetTimestamp())));
            loop.Commands.TryWrite(new(EngineVerb.Loop, From: 0, To: rate));
            loop.Commands.TryWrite(new(EngineVerb.Play));
            for (var pump = 0; pump < 8; pump++)
            {
                Blocks(4);
                pool.Pump();
            }

            loop.Commands.TryWrite(new(EngineVerb.Locate, From: 4800));
            Blocks(40);
            while (pool.Pump()) Blocks(1);
            loop.Backend = freewheel;
            Blocks(20);
            loop.Backend = null;
            loop.Commands.TryWrite(new(EngineVerb.Stop));
            Blocks(40);
            loop.Plans.Collect();
        }

        loop.Commands.TryWrite(new(EngineVerb.FadeOut));
        Blocks(60);

        // A block that is late for certain, and the verdict on it.
        loop.Account.Begin();
        edge.SleepUntil(Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1000));
        loop.Account.End(1, rate, true);

        // The pace of real time: the way in and the sleep between blocks.
        using var clock = new ClockBackend(edge, ClockMode.RealTime, rate);
        loop.Backend = clock;
        clock.Start(loop);
        while (clock.Blocks < 16) Thread.Sleep(1);
        clock.Stop();
        CompileRest();

        void Sweep(Family family, ParameterSpec? spec)
        {
            if (spec is null || spec.Kind is ParameterKind.Text or ParameterKind.Action || spec.Has(Traits.Structural)) return;
            double[] values = spec.Kind == ParameterKind.Choice
                ? [.. Enumerable.Range(0, spec.Choices.Count)]
                : [spec.Max, (spec.Max + spec.Law.ToPlain(0.5)) / 2, spec.Law.ToPlain(0.3)];
            var members = Math.Min(family.Count, 6);
            for (var turn = 0; turn < (members == 1 ? values.Length : 1); turn++) // several members take all values in one turn
                Turn(member => spec.Clamp(values[(member + turn) % values.Length]));
            Turn(_ => spec.Path.EndsWith("/on", StringComparison.Ordinal) ? 1 : family.Default(spec)); // what was switched in stays in for what follows

            void Turn(Func<int, double> value)
            {
                for (var member = 0; member < members; member++) loop.Commands.TryWrite(new(EngineVerb.Change, new(family.Id(member, spec), value(member))));
                Blocks(1); // each value must be tuned for
            }
        }

        // Designs depend on shape, sign and quality together.
        void Equalisers()
        {
            var band = StripCatalog.Eq[0];
            for (var shape = 0; shape <= band.Type.Max; shape++)
            {
                foreach (var (gain, q, hertz) in ((double, double, double)[])[(6, 0.5, 50), (6, 5, 50), (-6, 0.5, 15_000), (-6, 5, 15_000)])
                {
                    Change(band.Type, shape);
                    Change(band.Gain, gain);
                    Change(band.Q, q);
                    Change(band.Frequency, hertz);
                    Blocks(1);
                }
            }
        }

        void Change(ParameterSpec spec, double value) => loop.Commands.TryWrite(new(EngineVerb.Change, new(ConsoleCatalog.Channels.Id(0, spec), value)));

        void Blocks(int count)
        {
            for (var b = 0; b < count; b++)
                loop.Render(new RenderBlock(inputs.Table, 2, outputs.Table, 4, b % 3 == 2 ? 77 : 64));
        }
    }
}
