using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MixConsole.Architecture.Tests.Il;

/// <summary>
/// Follows every call from methods marked [RealTime] through our assemblies and lists what the audio thread must not do. A call through an interface or base type goes to every body of ours
/// behind it. What it cannot see: bodies behind delegates and function pointers made elsewhere, and bodies of the framework (see <see cref="FrameworkRules"/>).
/// </summary>
internal sealed class RealTimeWalker(Assemblies assemblies)
{
    private readonly Dispatch dispatch = new(assemblies);
    private readonly Dictionary<string, string?> cameFrom = [];
    private readonly Dictionary<string, string> names = [];
    private readonly Queue<MethodInstance> todo = new();
    private readonly List<Violation> found = [];

    /// <summary>
    /// Methods marked [RealTime], or of a marked type; constructors and texts for people run on the slow side. Private generic methods are left to their callers, who know the type arguments.
    /// </summary>
    public IEnumerable<MethodDefinition> Roots => assemblies.Types.SelectMany(type => type.Methods.Where(method => (IsMarked(method) && !IsOffAir(method))
        || (IsMarked(type) && !method.IsConstructor && method.Name is not ("ToString" or "Finalize") && !IsGenerated(method) && !(method.IsPrivate && method.HasGenericParameters))));

    public IReadOnlyList<Violation> Walk() => Walk(Roots);

    public IReadOnlyList<Violation> Walk(IEnumerable<MethodDefinition> roots)
    {
        foreach (var root in roots)
            foreach (var body in root.IsVirtual ? dispatch.All(new(root, [], [])) : [new(root, [], [])])
                Visit(body, null);
        while (todo.TryDequeue(out var next)) Read(next);
        return found;
    }

    private static bool IsMarked(ICustomAttributeProvider member) => member.CustomAttributes.Any(a => a.AttributeType.Name == "RealTimeAttribute");

    /// <summary>Whether a method is marked as running where no block has a deadline.</summary>
    private static bool IsOffAir(MethodDefinition method) =>
        method.CustomAttributes.Any(a => a.AttributeType.Name == "RealTimeAttribute" && a.Properties.Any(p => p.Name == "OffAir" && p.Argument.Value is true));

    private static bool IsGenerated(MethodDefinition method) =>
        !method.IsGetter && !method.IsSetter && method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute");

    private void Visit(MethodInstance method, MethodInstance? from)
    {
        if (!assemblies.AreOurs(method.Method.DeclaringType) || !cameFrom.TryAdd(method.Key, from?.Key)) return;
        names[method.Key] = method.ToString();
        todo.Enqueue(method);
    }

    private void Read(MethodInstance method)
    {
        if (method.Method.CustomAttributes.Any(a => a.AttributeType.Name is "AsyncStateMachineAttribute" or "IteratorStateMachineAttribute" or "AsyncIteratorStateMachineAttribute"))
            Report(method, Sin.StateMachine, method.Method.Name);
        if (!method.Method.HasBody) return;

        TypeReference? constraint = null;
        foreach (var instruction in method.Method.Body.Instructions)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Constrained: constraint = method.Close((TypeReference)instruction.Operand); continue;
                case Code.Newobj: New(method, (MethodReference)instruction.Operand); break;
                case Code.Newarr: Report(method, Sin.Array, $"new {method.Close((TypeReference)instruction.Operand).Name}[]"); break;
                case Code.Box when !OnlyTested(instruction): Box(method, (TypeReference)instruction.Operand); break;
                case Code.Throw or Code.Rethrow: Report(method, Sin.Throw, "throw"); break;
                case Code.Ldftn: Call(method, (MethodReference)instruction.Operand, isVirtual: false, constraint); break;
                case Code.Call: Call(method, (MethodReference)instruction.Operand, isVirtual: false, constraint); break;
                case Code.Callvirt or Code.Ldvirtftn: Call(method, (MethodReference)instruction.Operand, isVirtual: true, constraint); break;
            }

            constraint = null;
        }
    }

    /// <summary>A box that is only compared with null disappears in the JIT.</summary>
    private static bool OnlyTested(Instruction box) =>
        box.Next?.OpCode.Code is Code.Brtrue or Code.Brtrue_S or Code.Brfalse or Code.Brfalse_S || (box.Next?.OpCode.Code == Code.Ldnull && box.Next.Next?.OpCode.Code is Code.Ceq or Code.Cgt_Un);

    private void Box(MethodInstance method, TypeReference operand)
    {
        var type = method.Close(operand);
        if (type is GenericParameter || type.Resolve() is not { IsValueType: false }) Report(method, Sin.Boxing, type.Name);
    }

    private void New(MethodInstance method, MethodReference constructor)
    {
        var type = method.Close(constructor.DeclaringType);
        if (type.Resolve() is not { } definition) Report(method, Sin.Allocation, type.Name);
        else if (definition.IsValueType) Call(method, constructor, isVirtual: false, null);
        else if (definition.Name.Contains("DisplayClass", StringComparison.Ordinal)) Report(method, Sin.Closure, definition.FullName);
        else if (definition.BaseType?.FullName == "System.MulticastDelegate") Report(method, Sin.Delegate, type.Name);
        else Report(method, Sin.Allocation, type.Name);
    }

    private void Call(MethodInstance method, MethodReference called, bool isVirtual, TypeReference? constraint)
    {
        if (called.Resolve() is not { } definition)
        {
            // Multi-dimensional arrays have methods without a body anywhere.
            if (!called.DeclaringType.IsArray) Report(method, Sin.Framework, $"{called.FullName} cannot be found");
            return;
        }

        var callee = method.Callee(called, definition);
        var isOurs = assemblies.AreOurs(definition.DeclaringType);
        if (constraint is not null and not GenericParameter)
        {
            Constrained(method, callee, constraint, called);
            return;
        }

        if (!isOurs)
        {
            if (FrameworkRules.Check(called) is { } sin) Report(method, sin.Sin, sin.What);
            return;
        }

        if (IsOffAir(definition)) return;
        var open = definition.IsVirtual || (definition.IsAbstract && definition.IsStatic);
        if (open && (isVirtual || definition.IsAbstract))
            foreach (var body in dispatch.All(callee)) Visit(body, method);
        else Visit(callee, method);
    }

    private void Constrained(MethodInstance method, MethodInstance callee, TypeReference receiver, MethodReference called)
    {
        var bodies = dispatch.On(receiver, callee).ToArray();
        foreach (var body in bodies) Visit(body, method);
        if (bodies.Length > 0 || assemblies.AreOurs(callee.Method.DeclaringType)) return;

        // A struct without its own Equals, GetHashCode or ToString is boxed to reach the inherited one.
        if (receiver.Resolve() is { IsValueType: true } type && assemblies.AreOurs(type)) Report(method, Sin.Boxing, $"{type.Name}.{called.Name}");
        else if (FrameworkRules.Check(called) is { } sin) Report(method, sin.Sin, sin.What);
    }

    private void Report(MethodInstance method, Sin sin, string what)
    {
        List<string> path = [];
        for (string? key = method.Key; key is not null; key = cameFrom[key]) path.Insert(0, names[key]);
        var violation = new Violation(sin, what, path);
        if (!found.Any(v => v.Sin == sin && v.What == what && v.Path.SequenceEqual(path))) found.Add(violation);
    }
}
