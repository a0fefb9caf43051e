namespace MixConsole.Hosting;

/// <summary>The work failed, in the one sentence that the user reads: the thing and the remedy.</summary>
public sealed class FailureException : Exception
{
    public FailureException()
    {
    }

    public FailureException(string message)
        : base(message)
    {
    }

    public FailureException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>A switch or setting that cannot be meant so, in the one sentence that the user reads.</summary>
public sealed class UsageException : Exception
{
    public UsageException()
    {
    }

    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
