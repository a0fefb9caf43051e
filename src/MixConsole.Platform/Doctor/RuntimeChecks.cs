using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MixConsole.Platform.Doctor;

/// <summary>The processor's vectors and the runtime's settings, as measured to matter for an audio thread inside a managed process.</summary>
internal static class RuntimeChecks
{
    public static readonly Check[] All =
    [
        new("vector instructions", Vectors),
        new("garbage collector", Collector),
        new("tiered compilation", Tiering),
    ];

    private static Finding Vectors()
    {
        const string name = "vector instructions";
        if (Avx2.IsSupported && Fma.IsSupported)
            return Finding.Good(name, "AVX2 and FMA");
        return AdvSimd.Arm64.IsSupported
            ? Finding.Good(name, "Advanced SIMD")
            : Finding.Bad(name, $"{RuntimeInformation.ProcessArchitecture} without AVX2 and FMA", "Strips cost several times more here; use a processor of 2015 or later, or pass AVX2 through to the virtual machine.");
    }

    private static Finding Collector()
    {
        IReadOnlyDictionary<string, object> settings = GC.GetConfigurationVariables();
        bool server = Is(settings, "ServerGC"), concurrent = Is(settings, "ConcurrentGC");
        string detail = $"{(server ? "server" : "workstation")}, {(concurrent ? "concurrent" : "not concurrent")}";
        return !server && concurrent
            ? Finding.Good("garbage collector", detail)
            : Finding.Bad("garbage collector", detail, "Take DOTNET_gcServer and DOTNET_gcConcurrent out of the environment: the program brings the right settings along.");
    }

    private static Finding Tiering()
    {
        string? setting = Environment.GetEnvironmentVariable("DOTNET_TieredCompilation") ?? AppContext.GetData("System.Runtime.TieredCompilation")?.ToString();
        return setting is "0" || string.Equals(setting, "false", StringComparison.OrdinalIgnoreCase)
            ? Finding.Good("tiered compilation", "off: code is fast from its first block on")
            : Finding.Bad("tiered compilation", "on: the first blocks run 20-30 times too slow", "Take DOTNET_TieredCompilation out of the environment and keep the program's own runtimeconfig.json beside it.");
    }

    private static bool Is(IReadOnlyDictionary<string, object> settings, string name) =>
        settings.TryGetValue(name, out object? value) && string.Equals(value.ToString(), "true", StringComparison.OrdinalIgnoreCase);
}
