using MixConsole.Control.Desk;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Tests.Desk;

/// <summary>A hand that remembers what it was answered.</summary>
internal sealed class FakeHand(string author) : IControlOrigin
{
    public string Author { get; } = author;

    public List<(ParameterId Parameter, double Number, string? Text)> Answers { get; } = [];

    public List<string> Refusals { get; } = [];

    public void Answer(ParameterId parameter, double number, string? text)
    {
        lock (Answers) Answers.Add((parameter, number, text));
    }

    public void Refuse(ParameterId parameter, string sentence) => Refusals.Add(sentence);
}

/// <summary>A listener that remembers all it was told.</summary>
internal sealed class FakeListener : IDeskListener, IHoldListener, IHeardListener, IMeterListener
{
    public List<Commit[]> Batches { get; } = [];

    public List<(ParameterId Parameter, string Who)> Holds { get; } = [];

    public List<HeardStrip[]> Heards { get; } = [];

    public long Meters { get; private set; }

    public bool Throws { get; set; }

    public IEnumerable<Commit> Commits => Batches.SelectMany(b => b);

    public void Committed(ReadOnlySpan<Commit> batch)
    {
        Batches.Add(batch.ToArray());
        if (Throws) throw new InvalidOperationException("the socket is gone");
    }

    public void Held(ParameterId parameter, string who) => Holds.Add((parameter, who));

    public void Heard(ReadOnlySpan<HeardStrip> strips) => Heards.Add(strips.ToArray());

    public void Metered(MeterFrame frame) => Meters = frame.Number;
}
