using System.Runtime.InteropServices;

namespace MixConsole.Cli;

/// <summary>Ctrl-C and the system's request to end. The first one asks politely; the second one ends the process at once.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource asked = new();
    private readonly PosixSignalRegistration[] registrations;
    private int count;

    public Signals() => registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, Take))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Asked => asked.Token;

    /// <summary>Returns at the first signal.</summary>
    public void Wait() => Asked.WaitHandle.WaitOne();

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        asked.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref count) > 1) Environment.Exit(CommandLine.Failed);
        asked.Cancel();
    }
}
