using MixConsole.Dsp.Buffers;

namespace MixConsole.Architecture.Tests.Il.Fixtures;

/// <summary>Ways by which an offence hides from the marked method; every one ends in <see cref="Offence"/>.</summary>
internal static class Hidden
{
    internal static object? Kept { get; set; }

    [RealTime] public static void ThroughACall() => First();

    [RealTime] public static void ThroughAnInterface(IStage stage) => stage.Run();

    [RealTime] public static void ThroughAnExplicitImplementation(IOther other) => other.Run(1);

    [RealTime] public static void ThroughABaseClass(Base stage) => stage.Run();

    [RealTime] public static void ThroughAGenericStruct() => Drive(new Leaf());

    [RealTime] public static void ThroughAStaticInterface() => DriveStatic<Kernel>();

    [RealTime] public static void ThroughAConstructorOfAStruct() => Use(new Maker(1));

    [RealTime] public static void ThroughAProperty(Leaf leaf) => Kept = leaf.Property;

    [RealTime] public static unsafe void ThroughAFunctionPointer() => Run(&First);

    [RealTime]
    public static void ThroughALocalFunction()
    {
        Local();
        static void Local() => First();
    }

    public static void Offence() => Kept = new Uri("a:b");

    private static void First() => Second();

    private static void Second() => Offence();

    private static void Drive<T>(T stage) where T : struct, ILeaf => stage.Run();

    private static void DriveStatic<T>() where T : IKernel => T.Run();

    private static void Use(Maker maker) => Kept = maker.A == 1 ? null : Kept;

    private static unsafe void Run(delegate*<void> pointer) => pointer();

    internal interface IStage
    {
        void Run();
    }

    internal interface IOther
    {
        void Run(int a);
    }

    internal interface ILeaf
    {
        void Run();
    }

    internal interface IKernel
    {
        static abstract void Run();
    }

    internal abstract class Base
    {
        public abstract void Run();
    }

    internal sealed class Stage : Base, IStage, IOther
    {
        void IOther.Run(int a) => Offence();

        public override void Run() => Offence();
    }

    internal readonly struct Leaf : ILeaf
    {
        public object? Property
        {
            get
            {
                Offence();
                return null;
            }
        }

        public void Run() => Offence();
    }

    internal readonly struct Maker
    {
        public readonly int A;

        public Maker(int a)
        {
            A = a;
            Offence();
        }
    }

    internal readonly struct Kernel : IKernel
    {
        public static void Run() => Offence();
    }
}
