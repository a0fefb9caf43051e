using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Storage.Import;

/// <summary>Sets what an imported strip and its stack are called and look like; all that sounds stays at its default.</summary>
internal static class StemSession
{
    /// <summary>Names channel <paramref name="member"/> (from 0).</summary>
    public static void Add(Session session, int member, StemLook look, int channels)
    {
        var set = session.Set;
        Text(set, ConsoleCatalog.Channels, member, StripCatalog.Name, look.Name);
        if (look.Color.Length > 0) Text(set, ConsoleCatalog.Channels, member, StripCatalog.Color, look.Color);
        if (look.Icon.Length > 0) Text(set, ConsoleCatalog.Channels, member, StripCatalog.Icon, look.Icon);
        set[ConsoleCatalog.Channels.Id(member, StripCatalog.Format)] = channels - 1;
    }

    /// <summary>A group for every family with at least two strips, in the order of the families. A group at 0 dB changes nothing that is heard.</summary>
    public static void Stack(Session session, IReadOnlyList<StemLook> looks, StemRules rules)
    {
        var group = 0;
        foreach (var family in rules.Families.Where(f => looks.Count(l => l.Family == f.Name) > 1).Take(ConsoleCatalog.Groups.Count))
        {
            Text(session.Set, ConsoleCatalog.Groups, group, StripCatalog.Name, family.Name);
            Text(session.Set, ConsoleCatalog.Groups, group, StripCatalog.Color, family.Color);
            group++;
            for (var member = 0; member < looks.Count; member++)
                if (looks[member].Family == family.Name) session.Set[ConsoleCatalog.Channels.Id(member, StripCatalog.OutputGroup)] = group;
        }
    }

    private static void Text(ParameterValues set, Family family, int member, ParameterSpec spec, string text) => set.SetText(family.Id(member, spec), text);
}
