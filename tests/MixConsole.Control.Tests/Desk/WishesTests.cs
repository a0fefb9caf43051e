using FsCheck.Xunit;
using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Tests.Desk;

public sealed class WishesTests : IDisposable
{
    private readonly DeskRig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData("/ch/1/mix/fader", 20, 10)]
    [InlineData("/ch/1/mix/fader", -95, double.NegativeInfinity)]
    [InlineData("/ch/1/mix/pan", -130, -100)]
    [InlineData("/ch/1/mix/mute", 5, 1)]
    [InlineData("/ch/1/input/channel", 3.4, 3)]
    public void Values_come_into_range_and_the_sender_hears_what_was_taken(string address, double wished, double taken)
    {
        rig.Set(address, wished);
        Assert.Equal(taken, rig[address]);
        Assert.Equal(taken, Assert.Single(rig.Listener.Commits).Number);
    }

    [Fact]
    public void A_wish_beyond_the_range_is_told_even_where_nothing_changes()
    {
        rig.Set("/ch/1/mix/fader", 10);
        rig.Set("/ch/1/mix/fader", 30);
        Assert.Equal([10.0, 10], rig.Listener.Commits.Select(c => c.Number));
        Assert.Single(rig.Journal.Edits);
        Assert.Single(rig.Engine.Changes);
    }

    [Theory]
    [InlineData("/ch/1/mix/fader", "-6 dB", -6)]
    [InlineData("/ch/1/eq/2/frequency", "1.2k", 1200)]
    [InlineData("/ch/1/eq/2/type", "notch", 3)]
    [InlineData("/ch/1/mix/mute", "on", 1)]
    public void Texts_are_read_for_numbers(string address, string text, double expected)
    {
        rig.Set(address, text);
        Assert.Equal(expected, rig[address]);
    }

    [Theory]
    [InlineData("/ch/1/hpf/slope", 2, 2)]
    [InlineData("/ch/1/hpf/slope", 48, 3)]
    [InlineData("/ch/1/mix/pan-law", -6, 2)]
    public void A_number_for_a_choice_is_its_index_or_its_word(string address, double wished, double index)
    {
        rig.Set(address, wished);
        Assert.Equal(index, rig[address]);
    }

    [Theory]
    [InlineData("/transport/position", 1, null, "/transport/position is read-only: the console itself writes it.")]
    [InlineData("/ch/1/hpf/slope", 30, null, "High-pass slope takes one of 12, 18, 24, 48, not \"30\".")]
    [InlineData("/ch/1/mix/fader", double.NaN, null, "Fader takes a number, and this is none.")]
    [InlineData("/ch/1/name", 5, null, "Name takes a text.")]
    [InlineData("/ch/1/name", 0, "two\nlines", "Name has one line, without control characters.")]
    [InlineData("/ch/1/dca", 0, "1 17", "\"17\" is no DCA: give numbers from 1 to 16, separated by spaces.")]
    [InlineData("/ch/1/mute-groups", 0, "drums", "\"drums\" is no Mute group: give numbers from 1 to 8, separated by spaces.")]
    [InlineData("/ch/1/gate/key/source", 0, "ch 900", "Gate key names a strip, as in \"ch 3\" or \"main\"; there is no \"ch 900\".")]
    [InlineData("/ch/2/link", 1, null, "/ch/2/link is the right side of a pair: link from the left, /ch/1/link.")]
    public void A_refusal_is_a_sentence_and_nothing_changes(string address, double number, string? text, string sentence)
    {
        rig.Do(ControlVerb.Set, address, number, text);
        Assert.Equal(sentence, Assert.Single(rig.Anna.Refusals));
        Assert.Empty(rig.Listener.Batches);
        Assert.Empty(rig.Journal.Edits);
    }

    [Fact]
    public void A_text_without_end_is_refused()
    {
        rig.Set("/ch/1/name", new string('x', 257));
        Assert.Equal("Name has 257 letters; at most 256 fit.", Assert.Single(rig.Anna.Refusals));
    }

    [Fact]
    public void An_id_outside_the_tree_or_without_spec_is_refused()
    {
        var lacking = Model.Parameters.Catalog.ConsoleCatalog.Channels.Id(0, Model.Parameters.Catalog.StripCatalog.LimiterOn);
        rig.Post(new ControlEvent(rig.Anna, ControlVerb.Set, new(DeskRig.Tree.Count), 1), new ControlEvent(rig.Anna, ControlVerb.Ask, ParameterId.None), new ControlEvent(rig.Anna, ControlVerb.Set, lacking, 1));
        Assert.Equal(Enumerable.Repeat("There is no such parameter on this console.", 3), rig.Anna.Refusals);
    }

    [Fact]
    public void One_refused_wish_does_not_hold_back_the_rest_of_its_batch()
    {
        rig.Post(
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/transport/playing"), 1),
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/mix/fader"), -4));
        Assert.Single(rig.Anna.Refusals);
        Assert.Equal(-4, rig["/ch/1/mix/fader"]);
    }

    [Fact]
    public void Steps_add_plain_units_and_open_a_closed_fader_from_the_bottom_of_its_travel()
    {
        rig.Do(ControlVerb.Step, "/ch/1/mix/fader", -3);
        Assert.Equal(-3, rig["/ch/1/mix/fader"]);
        rig.Set("/ch/1/mix/fader", double.NegativeInfinity);
        rig.Do(ControlVerb.Step, "/ch/1/mix/fader", -3);
        Assert.Equal(double.NegativeInfinity, rig["/ch/1/mix/fader"]);
        rig.Do(ControlVerb.Step, "/ch/1/mix/fader", 3);
        Assert.Equal(-87, rig["/ch/1/mix/fader"]);
        rig.Do(ControlVerb.Step, "/ch/1/mix/fader", -5);
        Assert.Equal(double.NegativeInfinity, rig["/ch/1/mix/fader"]);
    }

    [Fact]
    public void Steps_move_choices_switches_and_whole_numbers_and_stop_at_the_ends()
    {
        rig.Do(ControlVerb.Step, "/ch/1/eq/1/type", 2);
        rig.Do(ControlVerb.Step, "/ch/1/eq/2/type", -1);
        rig.Do(ControlVerb.Step, "/ch/1/mix/mute", 1);
        rig.Do(ControlVerb.Step, "/ch/1/input/channel", 1.6);
        rig.Do(ControlVerb.Step, "/ch/1/trim", 0, "1.5");
        Assert.Equal([2, 0, 1, 2, 1.5], [rig["/ch/1/eq/1/type"], rig["/ch/1/eq/2/type"], rig["/ch/1/mix/mute"], rig["/ch/1/input/channel"], rig["/ch/1/trim"]]);
        rig.Do(ControlVerb.Step, "/ch/1/trim", double.PositiveInfinity);
        Assert.Equal("A step of Trim is a finite number.", Assert.Single(rig.Anna.Refusals));
    }

    [Fact]
    public void Toggles_turn_switches_over_and_choices_go_round()
    {
        rig.Do(ControlVerb.Toggle, "/ch/1/mix/mute");
        Assert.Equal(1, rig["/ch/1/mix/mute"]);
        rig.Do(ControlVerb.Toggle, "/ch/1/mix/mute");
        Assert.Equal(0, rig["/ch/1/mix/mute"]);
        rig.Set("/ch/1/comp/detector", "rms");
        rig.Do(ControlVerb.Toggle, "/ch/1/comp/detector");
        Assert.Equal(0, rig["/ch/1/comp/detector"]);
        rig.Do(ControlVerb.Toggle, "/ch/1/mix/fader");
        rig.Do(ControlVerb.Toggle, "/ch/1/name");
        Assert.Equal(2, rig.Anna.Refusals.Count);
    }

    [Fact]
    public void Asking_answers_the_set_value_to_the_asker_alone()
    {
        rig.Set("/dca/1/fader", -5);
        rig.Set("/ch/1/dca", "1");
        rig.Set("/ch/1/name", "Vox");
        rig.Do(ControlVerb.Ask, "/ch/1/mix/fader", by: rig.Ben);
        rig.Do(ControlVerb.Ask, "/ch/1/name", by: rig.Ben);
        Assert.Equal([(DeskRig.Id("/ch/1/mix/fader"), 0.0, null), (DeskRig.Id("/ch/1/name"), 0.0, "Vox")], rig.Ben.Answers);
        Assert.Empty(rig.Anna.Answers);
    }

    [Fact]
    public void Lists_and_names_are_kept_in_one_form()
    {
        rig.Set("/ch/1/dca", " 3,1  3 ");
        rig.Set("/ch/1/comp/key/source", "Group 02");
        rig.Set("/ch/1/gate/key/source", "  ");
        Assert.Equal("1 3", rig.Text("/ch/1/dca"));
        Assert.Equal("group 2", rig.Text("/ch/1/comp/key/source"));
        Assert.Equal("", rig.Text("/ch/1/gate/key/source"));
        Assert.Equal("group 2", rig.Desk.Heard.Text(DeskRig.Id("/ch/1/comp/key/source")));
    }

    [Property(MaxTest = 300)]
    public bool Whatever_comes_a_number_stays_inside_its_range(int parameter, byte verb, double number, string? text)
    {
        var ids = DeskRig.Tree.Ids().Take(400).ToArray();
        var id = ids[(int)((uint)parameter % (uint)ids.Length)];
        rig.Post(new ControlEvent(rig.Anna, (ControlVerb)(verb % 8), id, number, text));
        var spec = DeskRig.Tree.Spec(id)!;
        return rig.Session.Set[id] >= spec.Min && rig.Session.Set[id] <= spec.Max;
    }
}
