using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Control.Desk;

/// <summary>
/// Odd and even channel as left and right of one source. Both sides keep their own name, input, routing to devices and what aligns two microphones (trim, polarity, delay);
/// all else moves together, and pans mirror.
/// </summary>
internal static class StereoLink
{
    private static readonly Role[] Roles = ByOffset();

    private enum Role : byte
    {
        Alone,
        Same,
        Mirrored,
    }

    /// <summary>Offsets that move together.</summary>
    public static IEnumerable<ParameterSpec> Linked => StripCatalog.Layout.Specs.Where(s => Roles[s.Offset] != Role.Alone);

    /// <summary>Whether a channel may begin a pair: 1, 3, 5, …</summary>
    public static bool IsOdd(int member) => (member & 1) == 0;

    /// <summary>The parameter on the other side of a pair, or none where it moves alone.</summary>
    public static ParameterId Partner(in Place place, ParameterValues set)
    {
        if (place.Family != ConsoleCatalog.Channels || Roles[place.Spec!.Offset] == Role.Alone) return ParameterId.None;
        var odd = place.Member & ~1;
        return set[place.Family.Id(odd, StripCatalog.Link)] > 0 ? place.Family.Id(place.Member ^ 1, place.Spec) : ParameterId.None;
    }

    /// <summary>The value of the other side.</summary>
    public static double Across(ParameterSpec spec, double number) => Roles[spec.Offset] == Role.Mirrored ? 0 - number : number;

    /// <summary>Whether a parameter places the strip between left and right.</summary>
    public static bool IsPan(ParameterSpec spec) => Roles[spec.Offset] == Role.Mirrored;

    private static Role[] ByOffset()
    {
        var roles = new Role[StripCatalog.Layout.Size];
        Array.Fill(roles, Role.Same);
        ReadOnlySpan<ParameterSpec> alone =
        [
            StripCatalog.Name, StripCatalog.Color, StripCatalog.Icon, StripCatalog.Format, StripCatalog.InputSource, StripCatalog.InputChannel, StripCatalog.OutputChannel,
            StripCatalog.Trim, StripCatalog.Polarity, StripCatalog.Delay, StripCatalog.Link,
        ];
        foreach (var spec in alone) roles[spec.Offset] = Role.Alone;
        roles[StripCatalog.Pan.Offset] = Role.Mirrored;
        foreach (var send in StripCatalog.Sends) roles[send.Pan.Offset] = Role.Mirrored;
        foreach (var send in StripCatalog.MatrixSends) roles[send.Pan.Offset] = Role.Mirrored;
        return roles;
    }
}
