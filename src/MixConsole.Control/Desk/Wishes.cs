using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Control.Desk;

/// <summary>
/// The order for every wish of a hand: find, refuse, parse, clamp, links, commit. Desk thread only.
/// </summary>
internal sealed class Wishes(ParameterTree tree, ParameterValues set, Batch batch, Hands hands, Listeners listeners, DeskActions actions, IEngineLink engine)
{
    public void Carry(in ControlEvent wish)
    {
        if (wish is { Verb: ControlVerb.Release, Parameter.IsSome: false })
        {
            foreach (var free in hands.ReleaseAll(wish.Origin)) listeners.Held(free, "");
            return;
        }

        var place = (uint)wish.Parameter.Index < (uint)tree.Count ? tree.Locate(wish.Parameter) : default;
        batch.At(wish.ReceivedAt, wish.AtFrame);
        if (place.Spec is null) wish.Origin.Refuse(wish.Parameter, "There is no such parameter on this console.");
        else if (Carry(wish, place) is { } sentence) wish.Origin.Refuse(wish.Parameter, sentence);
    }

    private string? Carry(in ControlEvent wish, in Place place) => wish.Verb switch
    {
        ControlVerb.Ask => Answer(wish, place.Spec!),
        ControlVerb.Touch => Touch(wish, place.Spec!),
        ControlVerb.Release => Release(wish),
        ControlVerb.Act => actions.Carry(wish, place),
        ControlVerb.Set when place.Spec!.Kind is ParameterKind.Action => actions.Carry(wish, place), // "set" of an action gives it its argument
        ControlVerb.Set or ControlVerb.Step or ControlVerb.Toggle => Change(wish, place),
        _ => $"{tree.Address(wish.Parameter)} knows no such verb.",
    };

    private string? Answer(in ControlEvent wish, ParameterSpec spec)
    {
        var id = wish.Parameter;
        if (spec.Kind is ParameterKind.Action) return $"{tree.Address(id)} is an action and has no value.";
        if (spec == TransportCatalog.Position) wish.Origin.Answer(id, actions.Seconds(engine.Position.SongFrame), null);
        else if (spec == TransportCatalog.Playing) wish.Origin.Answer(id, engine.Position.Playing ? 1 : 0, null);
        else wish.Origin.Answer(id, set[id], spec.Kind is ParameterKind.Text ? set.Text(id) : null);
        return null;
    }

    private string? Touch(in ControlEvent wish, ParameterSpec spec)
    {
        if (Unwritable(wish.Parameter, spec) is { } sentence) return sentence;
        if (Held(wish.Parameter, wish.Origin) is { } held) return held;
        if (hands.Touch(wish.Parameter, wish.Origin)) listeners.Held(wish.Parameter, wish.Origin.Author);
        return null;
    }

    private string? Release(in ControlEvent wish)
    {
        if (hands.Release(wish.Parameter, wish.Origin)) listeners.Held(wish.Parameter, "");
        return null;
    }

    private string? Change(in ControlEvent wish, in Place place)
    {
        var (id, spec) = (wish.Parameter, place.Spec!);
        if (Unwritable(id, spec) is { } unwritable) return unwritable;
        var partner = StereoLink.Partner(place, set);
        if (Held(id, wish.Origin) is { } held) return held;
        if (partner.IsSome && Held(partner, wish.Origin) is { } heldPartner) return heldPartner;
        if (spec == StripCatalog.Link && !StereoLink.IsOdd(place.Member))
            return $"{tree.Address(id)} is the right side of a pair: link from the left, {tree.Address(place.Family.Id(place.Member - 1, spec))}.";

        double number = 0;
        string? text = null;
        var sentence = spec.Kind is ParameterKind.Text ? WishedValue.Text(wish, tree, spec, out text) : WishedValue.Number(wish, spec, set[id], out number);
        if (sentence is not null) return sentence;

        var gesture = hands.Move(id, wish.Origin);
        var isChanged = batch.Put(place, id, number, text, wish.Origin, gesture);
        if (partner.IsSome) batch.Put(tree.Locate(partner), partner, StereoLink.Across(spec, number), text, wish.Origin, gesture);
        if (isChanged && spec == StripCatalog.Link && number > 0) Pair(place, wish.Origin, gesture);
        return null;
    }

    private string? Unwritable(ParameterId id, ParameterSpec spec)
    {
        if (spec.Kind is ParameterKind.Action) return $"{tree.Address(id)} is an action: it is carried out, not turned.";
        return spec.Has(Traits.ReadOnly) ? $"{tree.Address(id)} is read-only: the console itself writes it." : null;
    }

    private string? Held(ParameterId id, IControlOrigin origin) =>
        hands.HolderAgainst(id, origin) is { } who ? $"{tree.Address(id)} is held by {who}." : null;

    /// <summary>The right side becomes what the left is, and the two are hard left and right.</summary>
    private void Pair(in Place odd, IControlOrigin origin, long gesture)
    {
        foreach (var spec in StereoLink.Linked)
        {
            if (odd.Family.Specs[spec.Offset] is null) continue;
            ParameterId left = odd.Family.Id(odd.Member, spec), right = odd.Family.Id(odd.Member + 1, spec);
            if (StereoLink.IsPan(spec))
            {
                PutIfNew(left, spec.Min, null);
                PutIfNew(right, spec.Max, null);
            }
            else PutIfNew(right, set[left], spec.Kind is ParameterKind.Text ? set.Text(left) : null);
        }

        void PutIfNew(ParameterId id, double number, string? text)
        {
            if (text is null ? set[id].Equals(number) : set.Text(id) == text) return;
            batch.Put(tree.Locate(id), id, number, text, origin, gesture);
        }
    }
}
