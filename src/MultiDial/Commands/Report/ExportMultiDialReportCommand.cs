using System.Management.Automation;
using System.Text;
using MultiDial.Errors;
using MultiDial.Report;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Writes a report of the lines into one HTML file that every browser shows, also offline.</summary>
/// <remarks>
/// It shows the way of the traffic, the lines with a test of each (as Test-WanConnectivity does it), the shares that are wanted and
/// those that the router gives, what is wrong in the configuration with what cures it, and with -Duration the latency of each line
/// over time. The page is light or dark as the reader's system is, can be printed, and is in the language of $PSUICulture. It runs
/// no script and loads nothing. Of a router that is in a transaction it shows what is so, not what is drafted. Passwords and user
/// names are not in the page; addresses of the router and its lines are, those on the internet too.
/// Several routers are on one page. A file that is there is replaced, and none is written if no router could be asked.
/// </remarks>
/// <example>
/// <para>The lines as they are now, opened in the browser.</para>
/// <code>Export-MultiDialReport ./report.html -PassThru | Invoke-Item</code>
/// </example>
/// <example>
/// <para>With the latency of each line over ten minutes.</para>
/// <code>Export-MultiDialReport ./report.html -Duration 10m</code>
/// </example>
/// <example>
/// <para>All routers that have a session, on one page.</para>
/// <code>Get-OpenWrtSession | Export-MultiDialReport ./routers.html</code>
/// </example>
[Cmdlet(VerbsData.Export, "MultiDialReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportMultiDialReportCommand : RouterCommand
{
    private readonly List<OpenWrtSession> _sessions = [];

    /// <summary>The file; one that is there is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>
    /// For how long the latency of the lines is watched, up to a day: a TimeSpan, a number of seconds, or a text such as 10m. Each
    /// line is pinged once a second; if that makes more than 600 pings, more seldom. Without it the latency is not watched.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Duration { get; set; }

    /// <summary>Returns the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Duration is { } duration && (duration < TimeSpan.FromSeconds(1) || duration > TimeSpan.FromDays(1)))
        {
            ThrowFailure(Error.InvalidValue("-Duration", duration, Text.RuleTimeLimit));
        }
    }

    private protected override void Collect(OpenWrtSession session, object? item)
    {
        if (item is not (null or RouterObject))
        {
            throw Error.InvalidInput(item, Text.RuleSessionsOnly);
        }

        if (!_sessions.Contains(session))
        {
            _sessions.Add(session);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            string path = LocalFile.Resolve(this, Path);
            LocalFile.CheckFolder(path);
            if (_sessions.Count > 0 && ShouldProcess(path, Text.WhatIfReport.With(string.Join(", ", _sessions.Select(session => session.Name)))))
            {
                Export(path);
            }
        }
        catch (MultiDialException exception)
        {
            WriteFailure(exception);
        }
    }

    private void Export(string path)
    {
        Dictionary<OpenWrtSession, RouterReport> reports = [];
        OnEach(_sessions, (session, token) => ReportReader.ReadAsync(session, Duration, token), reports.Add);
        if (reports.Count == 0)
        {
            return;
        }

        Write(path, ReportPage.Make([.. _sessions.Where(reports.ContainsKey).Select(session => reports[session])]));
        if (PassThru)
        {
            WriteObject(LocalFile.Get(this, path));
        }
    }

    private static void Write(string path, string page)
    {
        try
        {
            File.WriteAllText(path, page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Error.FileUnusable(path, exception.Message, exception);
        }
    }
}
