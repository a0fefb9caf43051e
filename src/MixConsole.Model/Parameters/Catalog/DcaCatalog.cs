namespace MixConsole.Model.Parameters.Catalog;

/// <summary>DCAs and mute groups: hands that move many strips, without sound of their own.</summary>
public static class DcaCatalog
{
    public static readonly Layout Layout = new();
    public static readonly ParameterSpec Name = Layout.Text("name", "Name", "Name", Traits.Setup, "What the DCA is called.");
    public static readonly ParameterSpec Color = Layout.Text("color", "Colour", "Colour", Traits.Setup, "Colour as #rrggbb.", "#808080");
    public static readonly ParameterSpec Fader = Layout.Number("fader", "DCA fader", "DCA", Unit.Decibels, Laws.Fader, 0, Traits.Mix, "Added to the fader of every member.");
    public static readonly ParameterSpec Mute = Layout.Switch("mute", "DCA mute", "Mute", false, Traits.Mix, "Mutes every member.");
    public static readonly ParameterSpec Solo = Layout.Switch("solo", "DCA solo", "Solo", false, Traits.None, "Solos every member.");
}

/// <summary>Mute groups.</summary>
public static class MuteGroupCatalog
{
    public static readonly Layout Layout = new();
    public static readonly ParameterSpec Name = Layout.Text("name", "Name", "Name", Traits.Setup, "What the mute group is called.");
    public static readonly ParameterSpec On = Layout.Switch("on", "Mute group", "MuteGrp", false, Traits.Mix, "Mutes every member.");
}
