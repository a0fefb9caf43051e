namespace MixConsole.Model.Parameters.Catalog;

/// <summary>Addresses of the protocol itself: what a peer says about its wishes, not about the mix.</summary>
public static class WireCatalog
{
    /// <summary><c>,s PREFIX</c>: full state below the prefix, then every change.</summary>
    public const string Subscribe = "/subscribe";

    /// <summary><c>,s PREFIX</c>: no more of that; without arguments no more of anything.</summary>
    public const string Unsubscribe = "/unsubscribe";

    /// <summary>Full state of everything subscribed, once more.</summary>
    public const string Resync = "/resync";

    /// <summary><c>,s NAME</c>: who the peer is, as the author in journal and history.</summary>
    public const string Hello = "/hello";

    /// <summary><c>,si ADDRESS 1|0</c>: a gesture begins or ends.</summary>
    public const string Touch = "/touch";

    /// <summary><c>,ss ADDRESS WHO</c> to subscribers: who holds a control; empty for nobody.</summary>
    public const string Held = "/held";

    /// <summary><c>,ss ADDRESS SENTENCE</c> to the sender of what was refused.</summary>
    public const string Error = "/error";

    /// <summary><c>,ii EPOCH NUMBER</c>: first in every datagram to a subscriber; a gap means a lost datagram.</summary>
    public const string Sequence = "/seq";

    /// <summary><c>,si PREFIX 1|0</c>: frames the full state of a prefix.</summary>
    public const string Snapshot = "/snapshot";

    /// <summary><c>,si PREFIX HZ</c>: meters of the strips below the prefix, so many times a second; 0 ends.</summary>
    public const string Meters = "/meters";

    /// <summary><c>,b</c>: post-fader peaks in dBFS as big-endian float32, strip 1 first.</summary>
    public const string MetersPost = "/meters/post";

    /// <summary>Behind an address: <c>,f DELTA</c> is added to the value.</summary>
    public const string Step = "step";

    /// <summary>Behind an address: turns a switch over.</summary>
    public const string Toggle = "toggle";

    /// <summary>Behind an address: <c>,i 1|0</c> begins or ends a gesture.</summary>
    public const string TouchSuffix = "z";
}
