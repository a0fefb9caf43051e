using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MixConsole.Http;

/// <summary>The console's web port: one plain page that says that it runs and where its OSC port is.</summary>
public sealed class WebPage(string session, string? osc) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.3);
    private WebApplication? application;

    /// <summary>Begins to listen; answers the port. Throws an <see cref="InvalidOperationException"/> that names the port and the remedy where it is taken.</summary>
    /// <param name="bind">Address of this machine to listen on.</param>
    /// <param name="port">Port; 0 takes any free one.</param>
    public int Start(IPAddress bind, int port)
    {
        // The empty builder brings no files, signals or log of its own.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(bind, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<IHostLifetime, Unattended>();
        var starting = builder.Build();
        starting.Run(Answer);
        try
        {
            starting.StartAsync().GetAwaiter().GetResult();
        }
        catch (Exception trouble) when (trouble is IOException or SocketException)
        {
            starting.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw new InvalidOperationException($"HTTP cannot listen on TCP port {port} of {bind} ({trouble.GetBaseException().Message}); name another with --http PORT, or --http 0 for any free one.", trouble);
        }

        application = starting;
        return new Uri(starting.Urls.First()).Port;
    }

    public void Dispose()
    {
        if (application is null) return;
        using CancellationTokenSource limit = new(Patience);
        application.StopAsync(limit.Token).GetAwaiter().GetResult();
        application.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private Task Answer(HttpContext context)
    {
        if (context.Request.Path != "/")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Page(), Encoding.UTF8, context.RequestAborted);
    }

    private string Page()
    {
        var name = WebUtility.HtmlEncode(session);
        var where = osc is null ? "OSC is off." : $"OSC listens on <code>osc.udp://{WebUtility.HtmlEncode(osc)}</code>.";
        return $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{name} - MixConsole</title><h1>{name}</h1><p>The console runs. {where}</p></html>";
    }

    // The console itself decides when it ends.
    private sealed class Unattended : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
