namespace MixConsole.Model.Parameters.Catalog;

/// <summary>The control room: what the engineer listens to. Nothing here changes the mix.</summary>
public static class MonitorCatalog
{
    public static readonly Layout Layout = new();
    public static readonly ParameterSpec Source = Layout.Choice("source", "Monitor source", "Source", ["main", "bus", "group", "matrix"], Traits.Routing, "What is heard while nothing is soloed.");
    public static readonly ParameterSpec SourceNumber = Layout.Integer("source/number", "Monitor source number", "Src No", 1, 32, 1, Traits.Routing, "Which bus, group or matrix.");
    public static readonly ParameterSpec Level = Layout.Number("level", "Monitor level", "MonLvl", Unit.Decibels, Laws.Fader, 0, Traits.Setup, "Loudness in the control room.");
    public static readonly ParameterSpec Dim = Layout.Switch("dim", "Dim", "Dim", false, Traits.Setup, "Makes the monitor softer by the dim level.");
    public static readonly ParameterSpec DimLevel = Layout.Number("dim/level", "Dim level", "DimLvl", Unit.Decibels, Laws.Linear(-40, 0), -20, Traits.Setup, "How much softer.");
    public static readonly ParameterSpec Mono = Layout.Switch("mono", "Mono", "Mono", false, Traits.Setup, "Half the sum of left and right on both sides (-6 dB).");
    public static readonly ParameterSpec Cut = Layout.Switch("cut", "Cut", "Cut", false, Traits.Setup, "Silences the monitor.");
    public static readonly ParameterSpec OutputChannel = Layout.Integer("output/channel", "Monitor output", "Output", 0, 256, 3, Traits.Routing, "First device output, from 1; 0 for none.");
    public static readonly ParameterSpec SoloMode = Layout.Choice("solo/mode", "Solo mode", "SoloMd", ["afl", "pfl", "in-place"], Traits.Setup | Traits.Structural, "After-fader or pre-fader listen on the monitor, or muting everything else in the mix.");
    public static readonly ParameterSpec SoloTrim = Layout.Number("solo/trim", "Solo trim", "SoloTr", Unit.Decibels, Laws.Linear(-20, 20), 0, Traits.Setup, "Level of the solo signal on the monitor.");
    public static readonly ParameterSpec SoloClear = Layout.Action("solo/clear", "Clear solo", "SoloClr", "", "Ends every solo.");
    public static readonly ParameterSpec SoloActive = Layout.Switch("solo/active", "Solo active", "SoloAct", false, Traits.ReadOnly, "Whether anything is soloed.");
}
