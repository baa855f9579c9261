using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace MultiDial.Testing.Demo;

/// <summary>A host that answers the prompt for the router's password, as the person at the keyboard would.</summary>
internal sealed class DemoHost(string password) : PSHost
{
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "MultiDial.Lab";

    public override PSHostUserInterface UI { get; } = new DemoInterface(password);

    public override Version Version => new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class DemoInterface(string password) : PSHostUserInterface
    {
        public override PSHostRawUserInterface? RawUI => null;

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            PromptForCredential(caption, message, userName, targetName, default, default);

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName,
            PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
        {
            var secret = new SecureString();
            foreach (char character in password)
            {
                secret.AppendChar(character);
            }

            return new PSCredential(userName, secret);
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
            throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Console.Write(value);

        public override void Write(string value) => Console.Write(value);

        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteErrorLine(string value) => Console.Error.WriteLine(value);

        public override void WriteLine(string value) => Console.WriteLine(value);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override void WriteVerboseLine(string message)
        {
        }

        // Warnings reach the transcript through the stream.
        public override void WriteWarningLine(string message)
        {
        }
    }
}
