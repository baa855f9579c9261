using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>The one place where the router model's errors become PowerShell's.</summary>
internal static class ErrorRecords
{
    internal static ErrorRecord From(MultiDialException exception)
    {
        var record = new ErrorRecord(exception, exception.Id.ToString(), Category(exception.Id), exception.Target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = exception.RecommendedAction },
        };
        // The target itself stays what it is; this is how some views name it.
        record.CategoryInfo.TargetName = VisibleText.Line(record.CategoryInfo.TargetName);
        return record;
    }

    private static ErrorCategory Category(ErrorId id) => id switch
    {
        ErrorId.NoSession or ErrorId.NotFound or ErrorId.ParentNotFound => ErrorCategory.ObjectNotFound,
        ErrorId.HostKeyUnknown or ErrorId.HostKeyChanged => ErrorCategory.SecurityError,
        ErrorId.AuthenticationFailed => ErrorCategory.AuthenticationError,
        ErrorId.ConnectionFailed or ErrorId.SessionBroken or ErrorId.DialFailed => ErrorCategory.ConnectionError,
        ErrorId.OperationTimeout => ErrorCategory.OperationTimeout,
        ErrorId.RemoteCommandFailed or ErrorId.InstallationFailed or ErrorId.StopFailed => ErrorCategory.InvalidResult,
        ErrorId.UnreadableConfiguration or ErrorId.UnexpectedAnswer => ErrorCategory.InvalidData,
        ErrorId.NoSpace => ErrorCategory.LimitsExceeded,
        ErrorId.NotGuarded or ErrorId.NotTestable => ErrorCategory.ResourceUnavailable,
        ErrorId.PackageMissing => ErrorCategory.NotInstalled,
        ErrorId.AlreadyExists or ErrorId.Mwan3NotEmpty => ErrorCategory.ResourceExists,
        ErrorId.InUse or ErrorId.RouterBusy or ErrorId.ConfigurationChanged => ErrorCategory.ResourceBusy,
        ErrorId.InvalidName or ErrorId.InvalidValue => ErrorCategory.InvalidArgument,
        ErrorId.TooManyInterfaces => ErrorCategory.LimitsExceeded,
        ErrorId.TransactionOpen or ErrorId.NoTransaction or ErrorId.NoPendingChange => ErrorCategory.InvalidOperation,
        ErrorId.RolledBack => ErrorCategory.OperationStopped,
        ErrorId.UnsupportedRouter => ErrorCategory.DeviceError,
        _ => ErrorCategory.NotSpecified,
    };
}
