using FsCheck.Xunit;
using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Control.Tests.Desk;

/// <summary>Whatever hands do, in whatever order: the parts of the desk agree.</summary>
public class DeskPropertyTests
{
    private static readonly string[] Addresses =
    [
        "/ch/1/mix/fader", "/ch/2/mix/fader", "/ch/1/mix/mute", "/ch/2/mix/mute", "/ch/1/mix/pan", "/ch/1/link", "/ch/3/link", "/ch/1/solo", "/ch/3/solo", "/ch/4/solo-safe",
        "/group/1/solo", "/group/2/solo", "/bus/1/solo", "/fx/1/solo-safe", "/ch/1/output/group", "/ch/3/output/group", "/group/1/output/group", "/group/2/output/group",
        "/ch/3/output/main", "/dca/1/fader", "/dca/1/mute", "/dca/1/solo", "/dca/2/fader", "/dca/2/mute", "/mute-group/1/on", "/mute-group/2/on", "/monitor/solo/mode",
        "/ch/1/dca", "/ch/3/dca", "/group/1/dca", "/ch/1/mute-groups", "/bus/1/mute-groups", "/monitor/solo/clear", "/ch/1/comp/key/source",
    ];

    /// <summary>Every parameter of the strips and families that are moved here, and one more strip of each.</summary>
    private static readonly ParameterId[] Ids =
        [.. DeskRig.Tree.Ids().Where(id => DeskRig.Tree.Locate(id) is var p && (p.Member < 5 || p.Family.FirstStrip < 0))];

    private static readonly string[] Texts = ["", "1", "2", "1 2", "ch 3", "group 1"];

    [Property(MaxTest = 30)]
    public void What_is_heard_does_not_depend_on_how_one_got_there((byte Where, byte Verb, sbyte Number, byte Together)[] moves, byte refused)
    {
        using var rig = new DeskRig();
        var told = Copy(rig.Session.Set);
        var sounding = Copy(rig.Desk.Heard);
        rig.Engine.Refuses = heard => heard[DeskRig.Id("/group/1/output/group")] == refused % 4 && refused > 64 ? "It would feed itself." : null;
        if (refused % 2 == 0)
        {
            rig.Set("/monitor/solo/mode", "in-place");
            rig.Set("/ch/1/solo", 1);
        }

        Move(rig, moves);

        foreach (var commit in rig.Listener.Commits)
        {
            told[commit.Parameter] = commit.Number;
            if (commit.Text is not null) told.SetText(commit.Parameter, commit.Text);
        }

        foreach (var change in rig.Engine.Changes) sounding[change.Parameter] = change.Value;
        using var fresh = new DeskRig(s => s.Set.CopyFrom(rig.Session.Set));
        foreach (var id in Ids)
        {
            var spec = DeskRig.Tree.Spec(id)!;
            var isSound = DeskRig.Tree.Locate(id).Family.FirstStrip >= 0 && !spec.Has(Traits.Structural);
            AssertEqual(id, rig.Session.Set[id], told[id]);
            AssertEqual(id, fresh.Desk.Heard[id], rig.Desk.Heard[id]);
            if (isSound) AssertEqual(id, rig.Desk.Heard[id], sounding[id]);
            if (spec.Kind is not ParameterKind.Text) continue;
            Assert.Equal(rig.Session.Set.Text(id), told.Text(id));
            Assert.Equal(rig.Session.Set.Text(id), rig.Desk.Heard.Text(id));
        }

        for (var strip = 0; strip < DeskRig.Tree.StripCount; strip++)
        {
            Assert.Equal(fresh.Desk.Causes(strip), rig.Desk.Causes(strip));
            AssertEqual(DeskRig.Tree.Id(strip, StripCatalog.Mute), rig.Desk.Causes(strip) == HeardCause.None ? 0 : 1, rig.Desk.Heard[DeskRig.Tree.Id(strip, StripCatalog.Mute)]);
        }
    }

    [Property(MaxTest = 30)]
    public void Taking_all_edits_back_is_the_session_as_it_was((byte Where, byte Verb, sbyte Number, byte Together)[] moves)
    {
        using var rig = new DeskRig();
        var before = Copy(rig.Session.Set);
        Move(rig, moves);
        foreach (var edit in Enumerable.Reverse(rig.Journal.Edits))
        {
            AssertEqual(edit.Parameter, edit.After, rig.Session.Set[edit.Parameter]);
            rig.Session.Set[edit.Parameter] = edit.Before;
            if (edit.TextBefore is not null) rig.Session.Set.SetText(edit.Parameter, edit.TextBefore);
        }

        foreach (var id in Ids.Where(id => DeskRig.Tree.Spec(id)!.Has(Traits.Undoable)))
        {
            AssertEqual(id, before[id], rig.Session.Set[id]);
            Assert.Equal(before.Text(id), rig.Session.Set.Text(id));
        }
    }

    private static void Move(DeskRig rig, (byte Where, byte Verb, sbyte Number, byte Together)[] moves)
    {
        foreach (var (where, verb, number, together) in moves)
        {
            var by = (together & 16) == 0 ? rig.Anna : rig.Ben;
            var id = DeskRig.Id(Addresses[where % Addresses.Length]);
            var text = DeskRig.Tree.Spec(id)!.Kind is ParameterKind.Text ? Texts[(byte)number % Texts.Length] : null;
            Assert.True(rig.Desk.Post([new(by, (ControlVerb)(1 + (verb % 6)), id, number % 3, text), new(by, ControlVerb.Set, DeskRig.Id("/ch/3/mix/fader"), number)]));
            if (together % 3 != 0) rig.Desk.RunOnce();
        }

        rig.Desk.RunOnce();
    }

    private static ParameterValues Copy(ParameterValues values)
    {
        var copy = new ParameterValues(values.Tree);
        copy.CopyFrom(values);
        return copy;
    }

    private static void AssertEqual(ParameterId id, double expected, double actual)
    {
        if (!expected.Equals(actual)) Assert.Fail($"{DeskRig.Tree.Address(id)} is {actual}, not {expected}");
    }
}
