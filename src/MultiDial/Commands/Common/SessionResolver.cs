using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial.Commands;

/// <summary>Finds the sessions that a cmdlet works on.</summary>
internal static class SessionResolver
{
    private const string CopyOfOurs = "Deserialized.MultiDial.";

    /// <summary>The session that is meant when none is given.</summary>
    internal static OpenWrtSession Default => SessionRegistry.Default(Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty);

    /// <summary>The given sessions; else the piped object's own; else the default of the runspace.</summary>
    internal static OpenWrtSession[] Resolve(OpenWrtSession[]? given, object? item) => item switch
    {
        _ when given is { Length: > 0 } => given,
        OpenWrtSession session => [session],
        PSObject copy when AsOfAnotherProcess(copy) is { } reason => throw reason,
        RouterObject piped => [piped.Session],
        PSObject copy when NameOfAnotherProcess(copy) is { } name => [Counterpart(name)],
        _ => [Own(item) ?? Default],
    };

    /// <summary>The sessions whose names fit a pattern.</summary>
    internal static IEnumerable<OpenWrtSession> Matching(string pattern)
    {
        WildcardPattern names = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        return SessionRegistry.All.Where(session => names.IsMatch(session.Name));
    }

    /// <summary>The error if it is what a job or a remote PowerShell gets of a session: its values, without the connection.</summary>
    internal static MultiDialException? AsOfAnotherProcess(object? item)
    {
        if (item is not PSObject copy || copy.TypeNames is not [var type, ..] || type != "Deserialized." + typeof(OpenWrtSession).FullName)
        {
            return null;
        }

        string host = Value(nameof(OpenWrtSession.HostName)), user = Value(nameof(OpenWrtSession.UserName));
        var request = new ConnectionRequest { HostName = host, UserName = user };
        return Error.SessionOfAnotherProcess(Value(nameof(OpenWrtSession.Name)),
            (int.TryParse(Value(nameof(OpenWrtSession.Port)), CultureInfo.InvariantCulture, out int port) ? request with { Port = port } : request).ToCommand());

        string Value(string property) => copy.Properties[property]?.Value?.ToString() ?? "";
    }

    // The copy of an object that a job gave, or that a job was given, has its session's name.
    private static string? NameOfAnotherProcess(PSObject copy) => copy.TypeNames is [var type, ..] && type.StartsWith(CopyOfOurs, StringComparison.Ordinal)
        ? copy.Properties[nameof(RouterObject.Session)]?.Value?.ToString()
        : null;

    // A session of that name leads to the same router; else it is the default's turn, as with any row. A job has neither.
    private static OpenWrtSession Counterpart(string name)
    {
        try
        {
            return SessionRegistry.Find(name);
        }
        catch (MultiDialException) when (SessionRegistry.All.Count > 0)
        {
            return Default;
        }
    }

    // As the file of a backup does.
    private static OpenWrtSession? Own(object? item) =>
        item is null ? null : PSObject.AsPSObject(item).Properties[nameof(RouterObject.Session)]?.Value as OpenWrtSession;
}

/// <summary>Turns names, host names and ids into open sessions; sessions pass as they are.</summary>
internal sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether a name with wildcards means all sessions that it fits.</summary>
    public bool Wildcards { get; init; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        LanguagePrimitives.GetEnumerable(inputData) is { } many && Unwrap(inputData) is not string
            ? many.Cast<object?>().SelectMany(Many).ToArray()
            : Many(inputData) switch { [var only] => only, var all => all };

    private object?[] Many(object? item) =>
        Wildcards && Unwrap(item) is string name && WildcardPattern.ContainsWildcardCharacters(name) ? [.. SessionResolver.Matching(name)] : [One(item)];

    private static object? One(object? item) => Unwrap(item) switch
    {
        string name => Find(name),
        PSCustomObject when SessionResolver.AsOfAnotherProcess(item) is { } reason => MissingSession.For(reason.Target!.ToString()!, reason),
        int id => Find(id.ToString(CultureInfo.InvariantCulture)),
        var other => other,
    };

    private static OpenWrtSession Find(string name)
    {
        try
        {
            return SessionRegistry.Find(name);
        }
        catch (MultiDialException exception)
        {
            return MissingSession.For(name, exception);
        }
    }

    private static object? Unwrap(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;
}
