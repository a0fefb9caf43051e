namespace MixConsole.Architecture.Tests.Il;

/// <summary>What the audio thread must not do.</summary>
internal enum Sin
{
    Allocation,
    Array,
    Boxing,
    Closure,
    Delegate,
    Lock,
    Wait,
    Text,
    Throw,
    StateMachine,
    Framework,
}

/// <summary>One offence and how the audio thread gets there.</summary>
/// <param name="Sin">What kind.</param>
/// <param name="What">The type made, method called or exception thrown.</param>
/// <param name="Path">From the method marked [RealTime] to the offender.</param>
internal sealed record Violation(Sin Sin, string What, IReadOnlyList<string> Path)
{
    public override string ToString() => $"{Sin}: {What}\n      {string.Join(" -> ", Path)}";
}
