using MixConsole.Platform.Files;

namespace MixConsole.Platform.Tests.Files;

public sealed class FolderSyncTests
{
    [Fact]
    public void A_folder_is_made_durable_after_a_rename()
    {
        string folder = Directory.CreateTempSubdirectory("mixconsole").FullName;
        File.WriteAllText(Path.Combine(folder, "a.new"), "x");
        File.Move(Path.Combine(folder, "a.new"), Path.Combine(folder, "a"));
        FolderSync.Sync(folder);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        if (OperatingSystem.IsWindows())
            return;
        var thrown = Assert.Throws<IOException>(() => FolderSync.Sync("/no/such/földer"));
        Assert.Contains("/no/such/földer", thrown.Message, StringComparison.Ordinal);
    }
}
