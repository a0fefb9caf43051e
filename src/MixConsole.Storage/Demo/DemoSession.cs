using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;
using MixConsole.Storage.Audio;
using MixConsole.Storage.Import;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Demo;

/// <summary>The session that a fresh console opens: the demo song with a finished mix on it.</summary>
public static class DemoSession
{
    /// <summary>Name of the session folder.</summary>
    public const string FolderName = "Demo" + SessionFiles.Extension;

    private const int Rate = 48_000;

    /// <summary>
    /// Makes the session, audio and mix, inside a folder, in a few seconds. A session that is there already is left alone. False with one sentence where it cannot be made; then nothing is left behind.
    /// </summary>
    /// <param name="parent">Folder to make it in; made where it does not exist.</param>
    /// <param name="path">Path of the session folder.</param>
    /// <param name="error">Why not: what, trouble and remedy.</param>
    public static bool TryCreate(string parent, out string path, out string error)
    {
        path = Path.Combine(parent, FolderName);
        error = "";
        if (File.Exists(Path.Combine(path, SessionFiles.Current))) return true;

        // Under a name of its own until it is whole: a start that is interrupted leaves no half a demo.
        var making = Path.Combine(parent, $".demo-{Environment.ProcessId}", FolderName);
        try
        {
            var session = new Session(ConsoleCatalog.Tree) { Rate = Rate };
            if (!TryRecord(session, Path.Combine(making, SessionFiles.Audio), out error)) return false;
            DemoMix.Apply(session);
            session.Set[ConsoleCatalog.Transport.Id(TransportCatalog.Loop)] = 1;
            session.Set[ConsoleCatalog.Transport.Id(TransportCatalog.LoopTo)] = (double)session.Length / session.Rate;
            if (!SessionFolder.TryCreate(making, session, out var opened, out error)) return false;
            opened.Dispose();
            Directory.Move(making, path);
            return true;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            error = $"The demo session cannot be made in {parent}: {trouble.Message} Free space there or make it writable, or start with a session of your own.";
            return false;
        }
        finally
        {
            Remove(Path.GetDirectoryName(making)!);
        }
    }

    private static bool TryRecord(Session session, string folder, out string error)
    {
        Directory.CreateDirectory(folder);
        var member = 0;
        foreach (var stem in DemoSong.Render(session.Rate))
        {
            var file = $"{member + 1:00} {stem.Name}.wav";
            if (!WavWriter.TryCreate(Path.Combine(folder, file), new(stem.Channels, session.Rate, MixConsole.Dsp.Convert.PcmFormat.Int24), out var writer, out error)) return false;
            using (writer)
            {
                if (!writer!.Write(stem.Interleaved) || !writer.Complete())
                {
                    error = writer.Trouble;
                    return false;
                }
            }

            StemSession.Add(session, member, StemNames.Look(stem.Name, StemRules.Default), stem.Channels);
            session.Tracks.Add(new(ConsoleCatalog.Channels.FirstStrip + member, $"{SessionFiles.Audio}/{file}", 0, stem.Frames, stem.Channels));
            member++;
            GC.Collect(); // arrays of this size wait long for a collection by themselves: 500 MB instead of 200
        }

        error = "";
        return true;
    }

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // Hidden, and of no use to anybody; the demo itself is not concerned.
        }
    }
}
