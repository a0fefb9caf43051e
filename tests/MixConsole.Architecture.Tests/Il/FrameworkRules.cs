using Mono.Cecil;

namespace MixConsole.Architecture.Tests.Il;

/// <summary>
/// Calls out of our assemblies that allocate, lock, wait or throw. Their bodies are not walked (they differ by runtime version and bottom out in the runtime itself), so they are named.
/// </summary>
internal static class FrameworkRules
{
    private static readonly string[] Namespaces =
    [
        "System.Linq", "System.IO", "System.Net", "System.Reflection", "System.Diagnostics.Tracing", "System.Text", "System.Collections.Concurrent",
        "System.Collections.Immutable", "System.Collections.Frozen", "System.Threading.Tasks", "System.Threading.Channels", "System.Runtime.CompilerServices.Async", "Microsoft",
    ];

    private static readonly HashSet<string> Locks =
        ["Monitor", "Lock", "Mutex", "Semaphore", "SemaphoreSlim", "ReaderWriterLock", "ReaderWriterLockSlim", "SpinLock", "ManualResetEventSlim", "Barrier", "CountdownEvent"];

    // Memory that the caller owns afterwards: allocation whatever the name of the collection.
    private static readonly HashSet<string> Growing =
        ["Add", "AddRange", "Insert", "Enqueue", "Push", "TryAdd", "EnsureCapacity", "AddLast", "AddFirst", "ToArray", "ToList", "Clone", "GetSubArray", "Resize"];

    /// <summary>What is wrong with calling this method, or null.</summary>
    public static (Sin Sin, string What)? Check(MethodReference called)
    {
        var type = called.DeclaringType.GetElementType();
        var (space, owner, name) = (Space(type), type.Name, called.Name);
        var what = $"{owner}.{name}";

        if (space == "System.Threading")
        {
            if (Locks.Contains(owner)) return (Sin.Lock, what);
            if (name.StartsWith("Wait", StringComparison.Ordinal) || name is "Sleep" or "Join" or "SpinUntil" || (owner is "Thread" && name is "Start")) return (Sin.Wait, what);
            if (owner is "Timer" or "ThreadPool" or "CancellationTokenSource") return (Sin.Framework, what);
        }

        if (owner == "DefaultInterpolatedStringHandler" || name == "ToString" || (owner == "String" && IsText(called.ReturnType))) return (Sin.Text, what);
        if (name.StartsWith("ThrowIf", StringComparison.Ordinal)) return (Sin.Throw, what);
        if (owner is "Console" or "File" or "GC" or "Activator" or "Environment" && !(owner == "GC" && name is "GetAllocatedBytesForCurrentThread" or "CollectionCount" or "KeepAlive" or "SuppressFinalize"))
            return (Sin.Framework, what);
        if (owner is "NativeMemory" or "Marshal" && name.Contains("Alloc", StringComparison.Ordinal)) return (Sin.Allocation, what);
        if (space == "System.Collections.Generic" && name == "GetEnumerator" && type.Resolve() is { IsInterface: true }) return (Sin.Boxing, what);
        if (Growing.Contains(name) && (space.StartsWith("System.Collections", StringComparison.Ordinal) || called.ReturnType.IsArray || owner is "Array" or "RuntimeHelpers"))
            return (Sin.Allocation, what);
        if (space == "System.Collections.Generic" && name == "set_Item" && owner.StartsWith("Dictionary", StringComparison.Ordinal)) return (Sin.Allocation, what);
        if (owner == "Array" && name is "CreateInstance") return (Sin.Array, what);
        return Namespaces.Any(n => space == n || space.StartsWith(n + ".", StringComparison.Ordinal)) ? (Sin.Framework, what) : null;
    }

    private static bool IsText(TypeReference type) => type.FullName is "System.String" or "System.String[]";

    private static string Space(TypeReference type)
    {
        while (type.DeclaringType is not null) type = type.DeclaringType;
        return type.Namespace;
    }
}
