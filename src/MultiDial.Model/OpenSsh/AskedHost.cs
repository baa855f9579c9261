namespace MultiDial.OpenSsh;

/// <summary>A host that ssh_config files are read for, and what is known of it so far.</summary>
/// <param name="name">The name as it was typed.</param>
/// <param name="defaultUser">The user where nothing says another one.</param>
internal sealed class AskedHost(string name, string defaultUser)
{
    private string? _settledName;

    internal string Name => name;

    internal string DefaultUser => defaultUser;

    internal HostOptions Options { get; } = new();

    /// <summary>Whether the files are read for the second time, with all that they said at the first.</summary>
    internal bool IsFinal => _settledName is not null;

    /// <summary>Whether a block asks to be looked at then.</summary>
    internal bool WantsFinal { get; set; }

    /// <summary>Where the host is, as far as it is known.</summary>
    internal string CurrentName => _settledName ??
        (Options.HostName is { } known ? known.Replace("%h", name, StringComparison.Ordinal).Replace("%%", "%", StringComparison.Ordinal) : name).ToLowerInvariant();

    /// <summary>Begins the second time, at which nothing changes any more where the host is.</summary>
    internal void Settle() => _settledName = CurrentName;
}
