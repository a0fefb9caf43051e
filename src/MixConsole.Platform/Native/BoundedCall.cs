using System.Runtime.ExceptionServices;

namespace MixConsole.Platform.Native;

/// <summary>
/// Native calls that may never return (a device library whose server died) run on a thread of their own that is given up after a while.
/// </summary>
internal static class BoundedCall
{
    /// <summary>
    /// Runs <paramref name="work"/>; false when it is not back within the limit. A result that comes too late goes to <paramref name="tooLate"/>. What the work throws in time is thrown here.
    /// </summary>
    public static bool TryRun<T>(string name, TimeSpan limit, Func<T> work, Action<T> tooLate, out T? result)
        where T : class
    {
        var gate = new Lock();
        T? value = default;
        ExceptionDispatchInfo? failure = null;
        bool abandoned = false;
        var thread = new Thread(() =>
        {
            T? made = default;
            ExceptionDispatchInfo? caught = null;
            try
            {
                made = work();
            }
            catch (Exception thrown)
            {
                caught = ExceptionDispatchInfo.Capture(thrown);
            }

            bool late;
            lock (gate)
            {
                late = abandoned;
                (value, failure) = (made, caught);
            }

            if (late && caught is null)
                tooLate(made!);
        }) { Name = name, IsBackground = true };
        thread.Start();
        bool returned = thread.Join(limit);
        lock (gate)
        {
            // It may have finished between the limit and here.
            abandoned = !returned && value is null && failure is null;
            result = value;
        }

        failure?.Throw();
        return !abandoned;
    }

    /// <summary>Runs <paramref name="work"/>; false when it is not back within the limit.</summary>
    public static bool TryRun(string name, TimeSpan limit, Action work) =>
        TryRun<object>(
            name,
            limit,
            () =>
            {
                work();
                return name;
            },
            _ => { },
            out _);
}
