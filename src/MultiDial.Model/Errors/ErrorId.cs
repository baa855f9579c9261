namespace MultiDial.Errors;

/// <summary>
/// The ids of MultiDial's errors: the first part of <c>FullyQualifiedErrorId</c>, on which scripts branch.
/// </summary>
public enum ErrorId
{
    /// <summary>No session is open, or none has the name that was given.</summary>
    NoSession,

    /// <summary>The router's host key is in no known_hosts file.</summary>
    HostKeyUnknown,

    /// <summary>The router's host key differs from the known one, or is revoked.</summary>
    HostKeyChanged,

    /// <summary>User name, password or key were refused.</summary>
    AuthenticationFailed,

    /// <summary>No SSH connection could be made.</summary>
    ConnectionFailed,

    /// <summary>The router did not answer in time.</summary>
    OperationTimeout,

    /// <summary>The session's connection is lost; the session cannot be used any more.</summary>
    SessionBroken,

    /// <summary>A command on the router failed.</summary>
    RemoteCommandFailed,

    /// <summary>A configuration file was changed by somebody else since it was read; nothing was written. The same cmdlet again reads it anew.</summary>
    ConfigurationChanged,

    /// <summary>A configuration file of the router cannot be read: it breaks the rules of UCI.</summary>
    UnreadableConfiguration,

    /// <summary>The router's flash is full or read-only; nothing was changed.</summary>
    NoSpace,

    /// <summary>Another change is under way on the router, or somebody dials; nothing was written.</summary>
    RouterBusy,

    /// <summary>The router could not be made to roll the change back by itself, so it was not made.</summary>
    NotGuarded,

    /// <summary>A package could not be installed.</summary>
    InstallationFailed,

    /// <summary>An interface is still up after it was stopped.</summary>
    StopFailed,

    /// <summary>A package that is needed on the router is not installed.</summary>
    PackageMissing,

    /// <summary>The named thing is not on the router.</summary>
    NotFound,

    /// <summary>The name is taken.</summary>
    AlreadyExists,

    /// <summary>Something else still refers to the thing that is to be removed.</summary>
    InUse,

    /// <summary>The name is too long for the kernel or for mwan3, or has a character that UCI does not allow.</summary>
    InvalidName,

    /// <summary>The value cannot be read, or the router would not take it.</summary>
    InvalidValue,

    /// <summary>mwan3 has a configuration that is not the module's own.</summary>
    Mwan3NotEmpty,

    /// <summary>mwan3's mark mask has no room for one more interface.</summary>
    TooManyInterfaces,

    /// <summary>The device that a macvlan is to sit on is not on the router.</summary>
    ParentNotFound,

    /// <summary>A transaction is open on the session.</summary>
    TransactionOpen,

    /// <summary>No transaction is open on the session.</summary>
    NoTransaction,

    /// <summary>The router could not be reached after a change and has restored what was before.</summary>
    RolledBack,

    /// <summary>A line did not come up.</summary>
    DialFailed,

    /// <summary>The router lacks what the module needs, or is of a kind that it does not know.</summary>
    UnsupportedRouter,

    /// <summary>The router's answer makes no sense to the module.</summary>
    UnexpectedAnswer,

    /// <summary>No change waits on the router to be confirmed.</summary>
    NoPendingChange,

    /// <summary>What was to be tested cannot be tried on the router as it is now.</summary>
    NotTestable,
}
