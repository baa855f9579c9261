using MultiDial.Texts;

namespace MultiDial.Errors;

/// <summary>The catalogue: one way to make each error, so that the same fault reads the same everywhere.</summary>
internal static class Error
{
    internal static MultiDialException NoSession(string? name = null) => name is null
        ? new(ErrorId.NoSession, "No session to a router is open.", null, "New-OpenWrtSession 192.168.1.1 -Credential root")
        : new(ErrorId.NoSession, $"There is no open session named '{name}'.", name, $"Get-OpenWrtSession, or: New-OpenWrtSession {name} -Credential root");

    internal static MultiDialException SessionClosed(string name) =>
        new(ErrorId.NoSession, $"The session '{name}' is closed.", name, $"New-OpenWrtSession {name} -Credential root");

    internal static MultiDialException AmbiguousSession(string name) =>
        new(ErrorId.NoSession, $"More than one session fits '{name}'.", name, "Get-OpenWrtSession shows their names; give one of them to -Session.");

    internal static MultiDialException SessionExists(string name) =>
        new(ErrorId.AlreadyExists, $"An open session has the name '{name}'.", name, $"Choose another -Name, or: Remove-OpenWrtSession '{name}'");

    internal static HostKeyUnknownException HostKeyUnknown(string host, int port, string keyType, string fingerprint) =>
        new(fingerprint, $"The host key of '{host}' is not known ({keyType} {fingerprint}).", host,
            $"Compare the fingerprint with the router's, then: New-OpenWrtSession {host}{(port == 22 ? "" : $" -Port {port}")} -HostKeyFingerprint {fingerprint}");

    internal static MultiDialException HostKeyChanged(string host, string fingerprint, string known, string remedy) =>
        new(ErrorId.HostKeyChanged, $"The host key of '{host}' ({fingerprint}) is not the known one ({known}).", host, remedy);

    internal static MultiDialException HostKeyRevoked(string host, string fingerprint, string place) =>
        new(ErrorId.HostKeyChanged, $"The host key of '{host}' ({fingerprint}) is revoked in {place}.", host,
            "On the router: rm /etc/dropbear/dropbear_*_host_key; service dropbear restart   # makes new host keys");

    internal static MultiDialException AuthenticationFailed(string user, string host, string detail, Exception? inner = null) =>
        new(ErrorId.AuthenticationFailed, $"'{host}' refused to log in '{user}': {detail}", host,
            $"New-OpenWrtSession {host} -Credential {user}, or with a key: New-OpenWrtSession {host} -UserName {user} -KeyFilePath ~/.ssh/id_ed25519", inner);

    internal static MultiDialException ConnectionFailed(string host, int port, string detail, Exception? inner = null) =>
        new(ErrorId.ConnectionFailed, $"No SSH connection to {host}, port {port}: {detail}", host, $"Test-Connection {host} -TcpPort {port}", inner);

    internal static MultiDialException OperationTimeout(string router, TimeSpan after, Exception? inner = null) =>
        new(ErrorId.OperationTimeout, FormattableString.Invariant($"'{router}' did not answer within {after.TotalSeconds:0.#} s."), router,
            "Connect again with New-OpenWrtSession; a slow router needs a longer -OperationTimeout.", inner);

    internal static MultiDialException SessionBroken(string router, string detail, Exception? inner = null) =>
        new(ErrorId.SessionBroken, $"The connection to '{router}' is lost: {detail}", router, "Connect again with New-OpenWrtSession.", inner);

    internal static MultiDialException RemoteCommandFailed(string router, string what, int? exitStatus, string output) =>
        new(ErrorId.RemoteCommandFailed,
            $"{what} failed on '{router}' ({(exitStatus is { } status ? FormattableString.Invariant($"exit status {status}") : "ended by a signal")}): {(output.Length == 0 ? "no message" : output)}",
            router, "Run the cmdlet again with -Debug to see the script and its output.");

    internal static MultiDialException FileChanged(string router, string package) =>
        new(ErrorId.ConfigurationChanged, $"/etc/config/{package} on '{router}' was changed by somebody else meanwhile; nothing was written.", package,
            "Run the cmdlet again: it reads the file anew.");

    internal static MultiDialException NoSpace(string router, string? package) =>
        new(ErrorId.NoSpace, $"/etc/config/{package} could not be written on '{router}': the flash is full or read-only. Nothing was changed.", package ?? router,
            "On the router: df -h /overlay");

    internal static MultiDialException Busy(string router) =>
        new(ErrorId.RouterBusy, $"Another change is under way on '{router}'; nothing was written.", router,
            "Run the cmdlet again when it is done. A change that nobody confirms is taken back by the router, after 90 s as a rule.");

    internal static MultiDialException NotArmed(string router) =>
        new(ErrorId.NotGuarded, $"'{router}' could not be made to take the change back by itself, so nothing was changed.", router,
            "On the router: df -h /tmp /overlay; free");

    internal static MultiDialException RolledBack(string router, object changes, string words) =>
        new(ErrorId.RolledBack, $"'{router}' could not be reached any more after the change, and has taken it back: {words}.", changes,
            "Look at the change with -WhatIf. A router that is only slow to come back needs a longer New-OpenWrtSession -RollbackTimeout.");

    internal static MultiDialException NotConfirmed(string router, TimeSpan after) =>
        new(ErrorId.ConnectionFailed,
            FormattableString.Invariant($"'{router}' could not be reached any more after the change. It takes the change back by itself, {after.TotalSeconds:0} s after it was made or when it is switched on again."),
            router, "Connect again with New-OpenWrtSession.");

    internal static MultiDialException UnreadableConfiguration(string package, string detail, Exception inner) =>
        new(ErrorId.UnreadableConfiguration, $"/etc/config/{package} cannot be read: {detail}", package, $"On the router: uci show {package}", inner);

    internal static MultiDialException PackageMissing(string package) =>
        new(ErrorId.PackageMissing, $"The package '{package}' is not installed on the router.", package, $"Install-OpenWrtPackage {package}");

    internal static MultiDialException NoConfiguration(string router, string package) =>
        UnsupportedRouter(router, $"it has no /etc/config/{package}");

    internal static MultiDialException NotFound(string kind, string name, string listCommand) =>
        new(ErrorId.NotFound, $"There is no {kind} '{name}' on the router.", name, listCommand);

    internal static MultiDialException AlreadyExists(string kind, string name, string remedy) =>
        new(ErrorId.AlreadyExists, $"The name '{name}' is taken by a {kind} on the router.", name, remedy);

    internal static MultiDialException InUse(string kind, string name, string users, string remedy) =>
        new(ErrorId.InUse, $"The {kind} '{name}' is in use by {users}.", name, remedy);

    internal static MultiDialException InvalidName(string kind, string name, string rule) =>
        new(ErrorId.InvalidName, $"'{name}' cannot be the name of a {kind}: {rule}.", name, $"Choose another name for the {kind}.");

    internal static MultiDialException InvalidValue(string parameter, object? value, string rule, Exception? inner = null) =>
        new(ErrorId.InvalidValue, $"'{value}' is no value for {parameter}: {rule}.", value, $"Give {parameter} a value that fits: {rule}.", inner);

    internal static MultiDialException Missing(string parameter, string example) =>
        new(ErrorId.InvalidValue, $"{parameter} is missing.", parameter, example);

    internal static MultiDialException TooManyInterfaces(int limit, string mask) =>
        new(ErrorId.TooManyInterfaces, FormattableString.Invariant($"mwan3 has room for {limit} interfaces with the mark mask {mask}."), mask,
            "A wider mask: Set-Mwan3Global -MarkMask 0xFF00");

    internal static MultiDialException Mwan3NotEmpty(string router, string sections) =>
        new(ErrorId.Mwan3NotEmpty, $"mwan3 on '{router}' has a configuration already: {sections}.", sections,
            "-ReplaceMwan3 puts the new one in its place (Remove-MultiDial brings it back); -Adopt takes lines over that it has.");

    internal static MultiDialException DialExists(string router, string detail) =>
        new(ErrorId.AlreadyExists, $"'{router}' has a multi-dial already, and {detail}.", router, "Get-MultiDial shows its lines, Set-MultiDial changes them.");

    internal static MultiDialException ParentNotFound(string parent) =>
        new(ErrorId.ParentNotFound, $"The router has no device '{parent}' for a macvlan to sit on.", parent, "Get-OpenWrtSystem shows the device of the WAN port as WanDevice.");

    internal static MultiDialException TemporaryDevice(string name) =>
        new(ErrorId.InvalidValue, $"The device '{name}' is temporary: no configuration has it, so there is nothing to set.", name,
            $"Remove-MacvlanDevice {name}, then New-MacvlanDevice {name} with the new values.");

    internal static MultiDialException UnknownPackage(string router, string package) =>
        new(ErrorId.PackageMissing, $"No feed of '{router}' has a package '{package}'.", package,
            "Check the name, and the feeds on the router: /etc/opkg/distfeeds.conf or /etc/apk/repositories.d");

    internal static MultiDialException DialFailed(string line, string detail) =>
        new(ErrorId.DialFailed, $"The line '{line}' did not come up: {detail}", line, $"Get-WanInterface {line} | Format-List, and on the router: logread -e {line}");

    internal static MultiDialException TooFewOnline(string router, int online, int wanted, int tries, string failures) =>
        new(ErrorId.DialFailed, FormattableString.Invariant($"{online} lines of '{router}' are online after {tries} {(tries == 1 ? "try" : "tries")}, and {wanted} are wanted. Not online: {failures}."), router,
            FormattableString.Invariant($"More tries: Start-WanInterface -Simultaneous -Retry 10; or fewer lines, if the provider allows no more: -MinimumOnline {Math.Max(1, online)}"));

    internal static MultiDialException NotInstalled(string router, string package, string words) =>
        new(ErrorId.InstallationFailed, $"The package '{package}' could not be installed on '{router}': {(words.Length == 0 ? "no message" : words)}", package,
            "Check on the router that it reaches the internet and has room: ping -c 1 downloads.openwrt.org; df -h /overlay");

    internal static MultiDialException StillUp(string router, string line) =>
        new(ErrorId.StopFailed, $"The line '{line}' of '{router}' is still up after ifdown.", line, $"On the router: ifdown {line}; logread -e netifd");

    internal static MultiDialException FileExists(string path) =>
        new(ErrorId.AlreadyExists, $"There is a file '{path}' already.", path, "Give another -Path, or replace the file with -Force.");

    internal static MultiDialException FileNotFound(string path) =>
        new(ErrorId.NotFound, $"There is no file '{path}'.", path, "Get-ChildItem *.tar.gz");

    internal static MultiDialException FolderNotFound(string path) =>
        new(ErrorId.NotFound, $"There is no folder '{path}'.", path, $"New-Item -ItemType Directory '{path}'");

    internal static MultiDialException FileUnusable(string path, string detail) =>
        new(ErrorId.InvalidValue, $"The file '{path}' cannot be used: {detail.TrimEnd('.')}.", path, "Give a -Path where you may read and write.");

    internal static MultiDialException BadBackup(string path, string detail) =>
        new(ErrorId.InvalidValue, $"The file '{path}' is no backup of a router: {detail}.", path,
            "Give a file made by Backup-OpenWrtConfiguration, by LuCI (System, Backup) or by sysupgrade -b.");

    internal static MultiDialException NotInBackup(string path, string package) =>
        new(ErrorId.NotFound, $"The backup '{path}' has no etc/config/{package}.", package, $"What it has: tar -tzf '{path}'");

    internal static MultiDialException UnsupportedRouter(string router, string detail) =>
        new(ErrorId.UnsupportedRouter, $"'{router}' cannot be used: {detail}", router, "MultiDial needs OpenWrt 18.06 or later, or a firmware made from it.");

    internal static MultiDialException TransactionOpen(string router) =>
        new(ErrorId.TransactionOpen, $"A transaction is open on '{router}'.", router,
            "Complete-OpenWrtTransaction makes its changes, Undo-OpenWrtTransaction drops them; Get-OpenWrtTransaction shows them.");

    internal static MultiDialException TransactionOpen(string router, string what) =>
        new(ErrorId.TransactionOpen, $"A transaction is open on '{router}', and this cannot wait for its end: {what}.", router,
            "Complete-OpenWrtTransaction, or do it before Start-OpenWrtTransaction.");

    internal static MultiDialException NoTransaction(string router) =>
        new(ErrorId.NoTransaction, $"No transaction is open on '{router}'.", router, "Start-OpenWrtTransaction");

    internal static MultiDialException TransactionOutdated(string router, string package) =>
        new(ErrorId.ConfigurationChanged, $"/etc/config/{package} on '{router}' was changed by somebody else since the transaction began; nothing was written.", package,
            "Undo-OpenWrtTransaction, and run the script again: it reads the file anew.");

    internal static MultiDialException InvalidCell(int row, string column, object cell, string rule) =>
        new(ErrorId.InvalidValue, Text.ErrorInvalidCell.With(cell, column, row, rule), cell, Text.CureInvalidCell);

    internal static MultiDialException ColumnForAll(int row, string column, object cell, string cmdlet) =>
        new(ErrorId.InvalidValue, Text.ErrorColumnForAll.With(column, row, cell), cell, Text.CureColumnForAll.With(column, cmdlet, cell));
}
