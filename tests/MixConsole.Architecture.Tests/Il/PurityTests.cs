using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MixConsole.Architecture.Tests.Il;

/// <summary>What the inner rooms must not know: time, threads, files, sockets, hidden state, and functions whose last bit differs between machines.</summary>
public class PurityTests
{
    private static readonly Assemblies Console = Assemblies.Console;

    private static readonly HashSet<string> OutsideTypes =
    [
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.Monitor", "System.Threading.Lock", "System.Threading.SemaphoreSlim",
        "System.Diagnostics.Stopwatch", "System.TimeProvider", "System.Random", "System.Console",
        "System.IO.File", "System.IO.FileStream", "System.IO.FileInfo", "System.IO.Directory", "System.IO.DirectoryInfo",
    ];

    private static readonly string[] OutsideNamespaces = ["System.Threading.Tasks", "System.Net", "System.Timers"];

    private static readonly HashSet<string> ClockMembers = ["get_Now", "get_UtcNow", "get_Today", "get_TickCount", "get_TickCount64"];

    private static readonly HashSet<string> UncertainFunctions =
    [
        "Sin", "Cos", "Tan", "SinCos", "Asin", "Acos", "Atan", "Atan2", "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh",
        "Exp", "Exp2", "Exp10", "Log", "Log2", "Log10", "LogP1", "Pow", "Cbrt", "Hypot", "RootN", "SinPi", "CosPi", "TanPi",
    ];

    [Theory]
    [InlineData("MixConsole.Model")]
    [InlineData("MixConsole.Dsp")]
    public void No_clock_no_task_no_file_no_socket(string room)
    {
        var module = Room(room);
        var types = module.GetTypeReferences().Where(t => OutsideTypes.Contains(t.FullName) || OutsideNamespaces.Any(n => t.Namespace == n || t.Namespace.StartsWith(n + ".", StringComparison.Ordinal)));
        var clocks = module.GetMemberReferences().Where(m => ClockMembers.Contains(m.Name) && m.DeclaringType.Namespace == "System");
        Expect.None($"{room} must not know time, threads, files or sockets:", types.Select(t => t.FullName).Concat(clocks.Select(m => m.FullName)));
    }

    [Theory]
    [InlineData("MixConsole.Model")]
    [InlineData("MixConsole.Dsp")]
    public void No_mutable_static(string room)
    {
        var fields = Room(room).GetTypes().Where(t => !IsGenerated(t)).SelectMany(t => t.Fields)
            .Where(f => f.IsStatic && !f.IsLiteral && (!f.IsInitOnly || IsMutableCollection(f.FieldType)));
        Expect.None($"Mutable statics in {room}:", fields.Select(f => f.FullName));
    }

    /// <summary>Meters only look at the sound, so the last bit of their logarithm is nobody's mix.</summary>
    [Theory]
    [InlineData("MixConsole.Dsp", "MixConsole.Dsp.Metering")]
    [InlineData("MixConsole.Engine", null)]
    public void Sound_depends_on_no_function_whose_last_bit_differs_between_machines(string room, string? except)
    {
        var calls = Room(room).GetTypes().Where(t => except is null || !Outermost(t).Namespace.StartsWith(except, StringComparison.Ordinal))
            .SelectMany(t => t.Methods).Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions.Where(i => i.OpCode.Code is Code.Call or Code.Callvirt && IsUncertain((MethodReference)i.Operand))
                .Select(i => $"{m.FullName} calls {((MethodReference)i.Operand).FullName}"));
        Expect.None("Use ExactMath:", calls.Distinct());
    }

    private static bool IsUncertain(MethodReference called) =>
        UncertainFunctions.Contains(called.Name) && called.DeclaringType.Scope is AssemblyNameReference scope && !scope.Name.StartsWith("MixConsole", StringComparison.Ordinal)
        && ((called.DeclaringType.Namespace is "System.Numerics" or "System.Runtime.Intrinsics" && called.DeclaringType.Name is not "BitOperations") || called.DeclaringType.FullName is "System.Math" or "System.MathF" or "System.Single" or "System.Double");

    private static ModuleDefinition Room(string name) => Console.Ours.Single(a => a.Name.Name == name).MainModule;

    private static bool IsGenerated(TypeDefinition type) =>
        type.Name.StartsWith('<') || type.CustomAttributes.Any(a => a.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute") || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static bool IsMutableCollection(TypeReference type) =>
        type.FullName == "System.Text.StringBuilder" || (type is GenericInstanceType { Namespace: "System.Collections.Generic" or "System.Collections.Concurrent" } generic
            && !generic.Name.StartsWith("IReadOnly", StringComparison.Ordinal) && !generic.Name.StartsWith("IEnumerable", StringComparison.Ordinal)
            && !generic.Name.Contains("Comparer", StringComparison.Ordinal) && !generic.Name.StartsWith("KeyValuePair", StringComparison.Ordinal));

    private static TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }
}
