using Mono.Cecil;

namespace MixConsole.Architecture.Tests.Il;

/// <summary>A method together with what its type parameters stand for, as far as that is known.</summary>
internal sealed class MethodInstance(MethodDefinition method, IReadOnlyList<TypeReference> typeArguments, IReadOnlyList<TypeReference> methodArguments)
{
    public MethodDefinition Method { get; } = method;

    public IReadOnlyList<TypeReference> MethodArguments => methodArguments;

    /// <summary>Equal for equal methods with equal arguments.</summary>
    public string Key { get; } = $"{method.FullName}|{string.Join(',', typeArguments.Select(t => t.FullName))}|{string.Join(',', methodArguments.Select(t => t.FullName))}";

    /// <summary>Type and name, for people.</summary>
    public override string ToString() => $"{Method.DeclaringType.FullName.Replace('/', '.')[(Method.DeclaringType.FullName.LastIndexOf('.') + 1)..]}.{Method.Name}";

    /// <summary>A type as seen inside this method, with parameters replaced by arguments.</summary>
    public TypeReference Close(TypeReference type)
    {
        switch (type)
        {
            case GenericParameter parameter:
                var arguments = parameter.Type == GenericParameterType.Type ? typeArguments : methodArguments;
                return parameter.Position < arguments.Count ? arguments[parameter.Position] : parameter;
            case GenericInstanceType generic:
                var closed = new GenericInstanceType(generic.ElementType);
                foreach (var argument in generic.GenericArguments) closed.GenericArguments.Add(Close(argument));
                return closed;
            case ArrayType array: return new ArrayType(Close(array.ElementType), array.Rank);
            case ByReferenceType reference: return new ByReferenceType(Close(reference.ElementType));
            case PointerType pointer: return new PointerType(Close(pointer.ElementType));
            default: return type;
        }
    }

    /// <summary>The target of a call written in this method.</summary>
    public MethodInstance Callee(MethodReference called, MethodDefinition definition) => new(
        definition,
        Close(called.DeclaringType) is GenericInstanceType type ? [.. type.GenericArguments] : [],
        called is GenericInstanceMethod method ? [.. method.GenericArguments.Select(Close)] : []);
}
