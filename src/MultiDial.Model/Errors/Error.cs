using MultiDial.Texts;

namespace MultiDial.Errors;

/// <summary>
/// The catalogue: one way to make each error, so that the same fault reads the same everywhere. Where a factory takes a
/// rule, a reason or a failure, that is a whole sentence of Texts.resx, and stands as one in the message.
/// </summary>
internal static class Error
{
    /// <summary>
    /// Whatever comes of a router's answer as an error of that router. What it may answer has no bounds, so there may be an
    /// exception that nobody has foreseen.
    /// </summary>
    internal static MultiDialException Of(string router, Exception inner) => inner switch
    {
        MultiDialException known => known,
        OperationCanceledException => new(ErrorId.RemoteCommandFailed, Text.ErrorStopped.With(router), router, Text.CureDebug, inner),
        _ => new(ErrorId.UnexpectedAnswer, Text.ErrorUnexpectedAnswer.With(router, inner.Message), router, Text.CureDebug, inner),
    };

    internal static MultiDialException NoSession(string? name = null) => name is null
        ? new(ErrorId.NoSession, Text.ErrorNoSession, null, Text.CureNoSession)
        : new(ErrorId.NoSession, Text.ErrorNoSessionNamed.With(name), name, IsHostName(name) ? Text.CureNoSessionNamed.With(name) : Text.CureListSessions);

    internal static MultiDialException SessionClosed(string name, string command) =>
        new(ErrorId.NoSession, Text.ErrorSessionClosed.With(name), name, command);

    internal static MultiDialException SessionOfAnotherProcess(string name, string command) =>
        new(ErrorId.NoSession, Text.ErrorSessionOfAnotherProcess.With(name), name, Text.CureSessionOfAnotherProcess.With(command));

    internal static MultiDialException AmbiguousSession(string name) =>
        new(ErrorId.NoSession, Text.ErrorAmbiguousSession.With(name), name, Text.CureAmbiguousSession);

    internal static MultiDialException SessionExists(string name) =>
        new(ErrorId.AlreadyExists, Text.ErrorSessionExists.With(name), name, Text.CureSessionExists.With(name));

    internal static HostKeyUnknownException HostKeyUnknown(string host, string keyType, string fingerprint, string command) =>
        new(fingerprint, Text.ErrorHostKeyUnknown.With(host, keyType, fingerprint), host, Text.CureHostKeyUnknown.With(command));

    internal static MultiDialException HostKeyNotPinned(string host, string fingerprint, string pin, string command) =>
        new(ErrorId.HostKeyChanged, Text.ErrorHostKeyNotPinned.With(host, fingerprint, pin), host, Text.CureHostKeyChanged.With(command));

    internal static MultiDialException HostKeyChanged(string host, string fingerprint, string known, string place, string command) =>
        new(ErrorId.HostKeyChanged, Text.ErrorHostKeyChanged.With(host, fingerprint, known, place), host, Text.CureHostKeyChanged.With(command));

    internal static MultiDialException HostKeyRevoked(string host, string fingerprint, string place) =>
        new(ErrorId.HostKeyChanged, Text.ErrorHostKeyRevoked.With(host, fingerprint, place), host, Text.CureHostKeyRevoked);

    internal static MultiDialException AuthenticationFailed(string user, string host, string detail, string command, Exception? inner = null) =>
        new(ErrorId.AuthenticationFailed, Text.ErrorAuthenticationFailed.With(host, user, detail), host, Text.CureAuthenticationFailed.With(command), inner);

    internal static MultiDialException NoPasswordAsked(string user, string host, string command) =>
        new(ErrorId.AuthenticationFailed, Text.ErrorNoPasswordAsked.With(host, user), host, command);

    internal static MultiDialException KeyUnreadable(string host, string path, string detail, string command, Exception? inner) =>
        new(ErrorId.AuthenticationFailed, Text.ErrorKeyUnreadable.With(path, detail), host, command, inner);

    internal static MultiDialException KeyNeedsPassphrase(string host, string path, string detail, string command, Exception? inner) =>
        new(ErrorId.AuthenticationFailed, Text.ErrorKeyNeedsPassphrase.With(path, detail), host, command, inner);

    internal static MultiDialException ConnectionFailed(string host, int port, string detail, Exception? inner = null, string? cure = null) =>
        new(ErrorId.ConnectionFailed, Text.ErrorConnectionFailed.With(host, port, detail), host, cure ?? Text.CureConnectionFailed.With(host, port), inner);

    internal static MultiDialException NoAnswer(string host, int port, TimeSpan after, Exception? inner = null, string? cure = null) =>
        new(ErrorId.ConnectionFailed, Text.ErrorNoAnswer.With(host, port, after.TotalSeconds), host, cure ?? Text.CureConnectionFailed.With(host, port), inner);

    internal static MultiDialException BadSshConfig(string place, string rule, Exception? inner = null) =>
        new(ErrorId.InvalidValue, Text.ErrorBadSshConfig.With(place).Then(rule), place, Text.CureBadSshConfig, inner);

    internal static MultiDialException OperationTimeout(string router, TimeSpan after, string command, Exception? inner = null) =>
        new(ErrorId.OperationTimeout, Text.ErrorOperationTimeout.With(router, after.TotalSeconds), router, Text.CureOperationTimeout.With(command), inner);

    internal static MultiDialException NoEnd(string router, TimeSpan after, string command, Exception? inner = null) =>
        new(ErrorId.OperationTimeout, Text.ErrorNoEnd.With(router, after.TotalSeconds), router, Text.CureOperationTimeout.With(command), inner);

    internal static MultiDialException SessionBroken(string router, string detail, string command, Exception? inner = null) =>
        new(ErrorId.SessionBroken, Text.ErrorSessionBroken.With(router, detail), router, command, inner);

    internal static MultiDialException SessionLost(string router, string command, Exception? inner = null) =>
        new(ErrorId.SessionBroken, Text.ErrorSessionLost.With(router), router, command, inner);

    internal static MultiDialException LostBeforeChange(string router, string command, Exception? inner = null) =>
        new(ErrorId.SessionBroken, Text.ErrorLostBeforeChange.With(router), router, command, inner);

    internal static MultiDialException OutcomeUnknown(string router, string words, Exception? inner = null) =>
        new(ErrorId.SessionBroken, Text.ErrorOutcomeUnknown.With(router, words), router, Text.CureOutcomeUnknown, inner);

    internal static MultiDialException RemoteCommandFailed(string router, string failure, int? exitStatus, string output) =>
        new(ErrorId.RemoteCommandFailed,
            failure.Then(exitStatus is { } status ? Text.ReasonExitStatus.With(status) : Text.ReasonSignal).Then(output.Length == 0 ? Text.ReasonNoOutput : Text.ReasonOutput.With(output)),
            router, Text.CureDebug);

    internal static MultiDialException AnswerTooLong(string router, int mostBytes) =>
        new(ErrorId.RemoteCommandFailed, Text.ErrorAnswerTooLong.With(router, mostBytes / 1_000_000), router, Text.CureDebug);

    internal static MultiDialException StepFailed(string router, string step, string output) =>
        new(ErrorId.RemoteCommandFailed, Text.ErrorStepFailed.With(step, router).Then(output.Length == 0 ? Text.ReasonNoOutput : Text.ReasonOutput.With(output)), router, Text.CureDebug);

    internal static MultiDialException FileChanged(string router, string package) =>
        new(ErrorId.ConfigurationChanged, Text.ErrorFileChanged.With(package, router), package, Text.CureFileChanged);

    internal static MultiDialException NoSpace(string router, string file) =>
        file.StartsWith("/var/", StringComparison.Ordinal) ? new(ErrorId.NoSpace, Text.ErrorNoMemory.With(router, file), file, Text.CureNoMemory)
        : new(ErrorId.NoSpace, file.Length == 0 ? Text.ErrorNoSpace.With(router) : Text.ErrorNoSpaceForFile.With(router, file), file.Length == 0 ? router : file, Text.CureNoSpace);

    internal static MultiDialException Busy(string router) =>
        new(ErrorId.RouterBusy, Text.ErrorBusy.With(router), router, Text.CureBusy);

    internal static MultiDialException BusyChanging(string router, string whose, int? secondsLeft) =>
        new(ErrorId.RouterBusy, secondsLeft is { } left ? Text.ErrorBusyWaiting.With(router, whose, left) : Text.ErrorBusyChanging.With(router, whose), router, Text.CureBusy);

    internal static MultiDialException ConfigurationLink(string router, string package) =>
        new(ErrorId.UnsupportedRouter, Text.ErrorConfigurationLink.With(package, router), package, Text.CureConfigurationLink.With(package));

    internal static MultiDialException NeitherNor(string router, object changes, string packages, string words, Exception? inner = null) =>
        new(ErrorId.ConfigurationChanged, Text.ErrorNeitherNor.With(router, packages, words), changes, Text.CureNeitherNor, inner);

    internal static MultiDialException NotGuarded(string router) =>
        new(ErrorId.NotGuarded, Text.ErrorNotGuarded.With(router), router, Text.CureNotGuarded);

    internal static MultiDialException RolledBack(string router, object changes, string words, Exception? inner = null) =>
        new(ErrorId.RolledBack, (inner is MultiDialException { Id: ErrorId.OperationTimeout } ? Text.ErrorRolledBackSlow : Text.ErrorRolledBack).With(router, words), changes, Text.CureRolledBack, inner);

    internal static MultiDialException RolledBackForLines(string router, string lines, object changes, string words) =>
        new(ErrorId.RolledBack, Text.ErrorRolledBackForLines.With(router, lines, words), changes, Text.CureRolledBackForLines);

    internal static MultiDialException NoChangeWaiting(string router) =>
        new(ErrorId.NoPendingChange, Text.ErrorNoChangeWaiting.With(router), router, Text.CureNoChangeWaiting);

    internal static MultiDialException WaitedTooLong(string router, string? lines) =>
        new(ErrorId.RolledBack, lines is null ? Text.ErrorWaitedTooLong.With(router) : Text.ErrorWaitingRolledBackForLines.With(router, lines), router, lines is null ? Text.CureNoChangeWaiting : Text.CureRolledBackForLines);

    internal static MultiDialException NotAnswered(string router, string command, Exception? inner = null) =>
        new(ErrorId.ConnectionFailed, Text.ErrorNotAnswered.With(router), router, command, inner);

    internal static MultiDialException NotConfirmed(string router, TimeSpan after, string command, Exception? inner = null) =>
        new(ErrorId.ConnectionFailed, Text.ErrorNotConfirmed.With(router, after.TotalSeconds), router, command, inner);

    internal static MultiDialException UnreadableConfiguration(string package, string detail, Exception inner) =>
        new(ErrorId.UnreadableConfiguration, Text.ErrorUnreadableConfiguration.With(package, detail), package, Text.CureUnreadableConfiguration.With(package), inner);

    internal static MultiDialException PackageMissing(string package) =>
        new(ErrorId.PackageMissing, Text.ErrorPackageMissing.With(package), package, Text.CurePackageMissing.With(package));

    internal static MultiDialException PackagesMissing(string packages) =>
        new(ErrorId.PackageMissing, Text.ErrorPackagesMissing.With(packages), packages, Text.CurePackageMissing.With(packages));

    internal static MultiDialException UnsupportedMwan3(string router, string found) =>
        new(ErrorId.UnsupportedRouter, Text.ErrorUnsupportedMwan3.With(router, found), router, Text.CureUnsupportedMwan3);

    internal static MultiDialException NoConfiguration(string router, string package) =>
        new(ErrorId.UnsupportedRouter, Text.ErrorNoConfiguration.With(router, package), router, Text.CureUnsupportedRouter);

    internal static MultiDialException NotFound(string kind, string name, string listCommand) =>
        new(ErrorId.NotFound, Text.ErrorNotFound.With(kind, name), name, listCommand);

    internal static MultiDialException AlreadyExists(string kind, string name, string remedy) =>
        new(ErrorId.AlreadyExists, Text.ErrorAlreadyExists.With(name, kind), name, remedy);

    internal static MultiDialException InvalidName(string kind, string name, string rule) =>
        new(ErrorId.InvalidName, Text.ErrorInvalidName.With(name, kind).Then(rule), name, Text.CureInvalidName);

    internal static MultiDialException InvalidValue(string parameter, object? value, string rule, Exception? inner = null) =>
        new(ErrorId.InvalidValue, (value is null or "" ? Text.ErrorValueNeeded.With(parameter) : Text.ErrorInvalidValue.With(value, parameter)).Then(rule), value ?? parameter, rule, inner);

    internal static MultiDialException InvalidInput(object input, string rule) =>
        new(ErrorId.InvalidValue, Text.ErrorInvalidInput.With(input).Then(rule), input, rule);

    internal static MultiDialException NotStorable(string detail, Exception inner) =>
        new(ErrorId.InvalidValue, Text.ErrorNotStorable.With(detail), detail, Text.CureNotStorable, inner);

    internal static MultiDialException Missing(string parameter, string example) =>
        new(ErrorId.InvalidValue, Text.ErrorMissing.With(parameter), parameter, example);

    internal static MultiDialException TooManyInterfaces(int limit, string mask, string cure) =>
        new(ErrorId.TooManyInterfaces, Text.ErrorTooManyInterfaces.With(limit, mask), mask, cure);

    internal static MultiDialException Mwan3NotEmpty(string router, string sections) =>
        new(ErrorId.Mwan3NotEmpty, Text.ErrorMwan3NotEmpty.With(router, sections), sections, Text.CureMwan3NotEmpty);

    internal static MultiDialException ParentNotFound(string parent) =>
        new(ErrorId.ParentNotFound, Text.ErrorParentNotFound.With(parent), parent, Text.CureParentNotFound);

    internal static MultiDialException TemporaryDevice(string name) =>
        new(ErrorId.InvalidValue, Text.ErrorTemporaryDevice.With(name), name, Text.CureTemporaryDevice.With(name));

    internal static MultiDialException UnknownPackage(string router, string package) =>
        new(ErrorId.PackageMissing, Text.ErrorUnknownPackage.With(router, package), package, Text.CureUnknownPackage);

    internal static MultiDialException DialFailed(string line, string detail) =>
        new(ErrorId.DialFailed, Text.ErrorDialFailed.With(line, detail), line, Text.CureDialFailed.With(line));

    internal static MultiDialException TooFewOnline(string router, int online, int wanted, int tries, string failures) =>
        new(ErrorId.DialFailed, Text.ErrorTooFewOnline.With(router, online, wanted, tries, failures), router, Text.CureTooFewOnline.With(Math.Max(1, online)));

    internal static MultiDialException NotInstalled(string router, string package, string words) =>
        new(ErrorId.InstallationFailed, Text.ErrorNotInstalled.With(package, router).Then(words.Length == 0 ? Text.ReasonNoOutput : Text.ReasonOutput.With(words)), package, Text.CureNotInstalled);

    internal static MultiDialException KernelMismatch(string router, string package, string modules, string kernel) =>
        new(ErrorId.InstallationFailed, Text.ErrorKernelMismatch.With(package, router, modules, kernel), package, Text.CureKernelMismatch);

    internal static MultiDialException StillUp(string router, string line) =>
        new(ErrorId.StopFailed, Text.ErrorStillUp.With(line, router), line, Text.CureStillUp.With(line));

    internal static MultiDialException FileExists(string path) =>
        new(ErrorId.AlreadyExists, Text.ErrorFileExists.With(path), path, Text.CureFileExists);

    internal static MultiDialException FileNotFound(string path, Exception? inner = null) =>
        new(ErrorId.NotFound, Text.ErrorFileNotFound.With(path), path, Text.CureFileNotFound, inner);

    internal static MultiDialException FolderNotFound(string path) =>
        new(ErrorId.NotFound, Text.ErrorFolderNotFound.With(path), path, Text.CureFolderNotFound.With(path));

    internal static MultiDialException FileUnusable(string path, string detail, Exception? inner = null) =>
        new(ErrorId.InvalidValue, Text.ErrorFileUnusable.With(path, detail), path, Text.CureFileUnusable, inner);

    internal static MultiDialException BadBackup(string path, string reason, Exception? inner = null) =>
        new(ErrorId.InvalidValue, Text.ErrorBadBackup.With(path).Then(reason), path, Text.CureBadBackup, inner);

    internal static MultiDialException NotInBackup(string path, string package) =>
        new(ErrorId.NotFound, Text.ErrorNotInBackup.With(path, package), package, Text.CureNotInBackup.With(path));

    internal static MultiDialException TransactionOpen(string router) =>
        new(ErrorId.TransactionOpen, Text.ErrorTransactionOpen.With(router), router, Text.CureTransactionOpen);

    internal static MultiDialException TransactionOpen(string router, string step) =>
        new(ErrorId.TransactionOpen, Text.ErrorNotInTransaction.With(router, step), router, Text.CureNotInTransaction);

    internal static MultiDialException NoTransaction(string router) =>
        new(ErrorId.NoTransaction, Text.ErrorNoTransaction.With(router), router, Text.CureNoTransaction);

    internal static MultiDialException TransactionOutdated(string router, string package) =>
        new(ErrorId.ConfigurationChanged, Text.ErrorTransactionOutdated.With(package, router), package, Text.CureTransactionOutdated);

    internal static MultiDialException InvalidCell(int row, string column, object cell, string rule, Exception? inner = null) =>
        new(ErrorId.InvalidValue, Text.ErrorInvalidCell.With(cell, column, row).Then(rule), cell, Text.CureInvalidCell, inner);

    internal static MultiDialException ColumnForAll(int row, string column, object cell, string cmdlet) =>
        new(ErrorId.InvalidValue, Text.ErrorColumnForAll.With(column, row, cell), cell, Text.CureColumnForAll.With(column, cmdlet, cell));

    // What is typed for -Session may be a pattern or an id, and then is nothing to connect to.
    private static bool IsHostName(string name) =>
        !name.All(char.IsAsciiDigit) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':');
}
