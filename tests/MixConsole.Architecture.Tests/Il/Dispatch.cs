using Mono.Cecil;

namespace MixConsole.Architecture.Tests.Il;

/// <summary>Which bodies of ours a virtual or interface call may reach.</summary>
internal sealed class Dispatch
{
    private readonly Assemblies assemblies;
    private readonly Dictionary<TypeDefinition, List<TypeDefinition>> below = [];

    public Dispatch(Assemblies assemblies)
    {
        this.assemblies = assemblies;
        foreach (var type in assemblies.Types)
            foreach (var above in Above(type).Distinct())
            {
                if (!below.TryGetValue(above, out var list)) below[above] = list = [];
                list.Add(type);
            }
    }

    /// <summary>Every body that a virtual call of this method may run: its own, and those of all types below.</summary>
    public IEnumerable<MethodInstance> All(MethodInstance called)
    {
        if (!called.Method.IsAbstract) yield return called;
        if (!below.TryGetValue(called.Method.DeclaringType, out var types)) yield break;
        foreach (var type in types)
            foreach (var body in type.Methods.Where(m => Implements(m, called.Method)))
                yield return new(body, [], called.Method.HasGenericParameters ? called.MethodArguments : []);
    }

    /// <summary>The bodies that a call constrained to one known type runs.</summary>
    public IEnumerable<MethodInstance> On(TypeReference receiver, MethodInstance called)
    {
        var arguments = (receiver as GenericInstanceType)?.GenericArguments.ToArray() ?? [];
        for (var type = receiver.Resolve(); type is not null; type = type.BaseType?.Resolve(), arguments = [])
        {
            var found = type.Methods.Where(m => m == called.Method || Implements(m, called.Method)).ToArray();
            if (found.Length == 0) continue;
            foreach (var body in found)
                if (assemblies.AreOurs(body.DeclaringType)) yield return new(body, arguments, called.MethodArguments);
            yield break;
        }

        if (called.Method.HasBody && assemblies.AreOurs(called.Method.DeclaringType)) yield return called; // default body of the interface
    }

    private static bool Implements(MethodDefinition body, MethodDefinition called)
    {
        if (body.Overrides.Any(o => o.Resolve() == called)) return true;
        var isInterface = called.DeclaringType.IsInterface;
        return body.Name == called.Name && body.Parameters.Count == called.Parameters.Count && body.GenericParameters.Count == called.GenericParameters.Count
            && (isInterface ? body.IsVirtual || body.IsStatic : body.IsVirtual && body.IsReuseSlot && body != called);
    }

    /// <summary>Base types and interfaces, theirs too.</summary>
    private static IEnumerable<TypeDefinition> Above(TypeDefinition type)
    {
        foreach (var reference in type.Interfaces.Select(i => i.InterfaceType).Append(type.BaseType))
        {
            if (reference?.Resolve() is not { } above) continue;
            yield return above;
            foreach (var further in Above(above)) yield return further;
        }
    }
}
