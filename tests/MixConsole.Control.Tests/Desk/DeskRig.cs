using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Control.Tests.Desk;

/// <summary>A desk that a test pumps, with a fake on every side of it.</summary>
internal sealed class DeskRig : IDisposable
{
    public DeskRig(Action<Session>? prepare = null, bool isPumped = true)
    {
        prepare?.Invoke(Session);
        Desk = new(Tree, Session, Engine, Journal, isPumped ? Time : TimeProvider.System);
        if (!isPumped) return;
        Desk.RunOnce();
        Desk.Attach(Listener);
    }

    public static ParameterTree Tree => ConsoleCatalog.Tree;

    public FakeTime Time { get; } = new();

    public FakeEngine Engine { get; } = new();

    public FakeJournal Journal { get; } = new();

    public FakeListener Listener { get; } = new();

    public FakeHand Anna { get; } = new("Anna");

    public FakeHand Ben { get; } = new("Ben");

    public Session Session { get; } = new(Tree);

    public Control.Desk.Desk Desk { get; }

    public static ParameterId Id(string address) => Tree.TryFind(address, out var id) ? id : throw new ArgumentException(address);

    public static int Strip(string name) => StripNames.TryParse(Tree, name, out var strip) ? strip : throw new ArgumentException(name);

    public double this[string address] => Session.Set[Id(address)];

    public string Text(string address) => Session.Set.Text(Id(address));

    public double Heard(string address) => Desk.Heard[Id(address)];

    public HeardCause Causes(string strip) => Desk.Causes(Strip(strip));

    /// <summary>Posts one wish of Anna, unless another hand is named, and pumps.</summary>
    public void Do(ControlVerb verb, string address, double number = 0, string? text = null, FakeHand? by = null) =>
        Post(new ControlEvent(by ?? Anna, verb, Id(address), number, text));

    public void Set(string address, double number, FakeHand? by = null) => Do(ControlVerb.Set, address, number, null, by);

    public void Set(string address, string text, FakeHand? by = null) => Do(ControlVerb.Set, address, 0, text, by);

    public void Post(params ReadOnlySpan<ControlEvent> events)
    {
        Assert.True(Desk.Post(events));
        Desk.RunOnce();
    }

    /// <summary>Time passes; the desk ticks once.</summary>
    public void Pass(double seconds)
    {
        Time.Advance(seconds);
        Desk.RunOnce();
    }

    public void Dispose() => Desk.Dispose();
}
