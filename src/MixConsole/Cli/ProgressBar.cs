namespace MixConsole.Cli;

/// <summary>Progress on a terminal; nothing where standard error goes elsewhere.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Width = 40;
    private readonly bool isSeen = !Console.IsErrorRedirected;
    private int shown = -1;

    /// <summary>Shows a share from 0 to 1.</summary>
    public void Show(double share)
    {
        var percent = (int)(100 * Math.Clamp(share, 0, 1));
        if (!isSeen || percent == shown) return;
        shown = percent;
        var full = percent * Width / 100;
        Console.Error.Write($"\r[{new string('#', full)}{new string(' ', Width - full)}] {percent} %");
    }

    public void Dispose()
    {
        if (shown >= 0) Console.Error.Write($"\r{new string(' ', Width + 10)}\r");
        shown = -1;
    }
}
