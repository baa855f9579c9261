using System.Reflection;
using System.Text;

namespace MultiDial.Remote;

/// <summary>
/// A script for the router's shell: library functions from the .sh files of this assembly, and a body. It travels on
/// standard input, since dropbear takes no command over 9,000 bytes and a command line shows in the process list.
/// </summary>
internal sealed class RouterScript
{
    /// <summary>
    /// The command that runs any script. The script is one function that is called in the last line, so a
    /// connection that breaks while it is sent runs nothing, and no command in it can read the rest of it. It takes the
    /// place of the login shell, so that the signal of a cancellation reaches it; and it says something before it does
    /// anything, so that the transport knows from when on.
    /// </summary>
    internal const string Command = "exec /bin/sh -s";

    private readonly StringBuilder _body = new();

    /// <summary>The text of an embedded .sh file, named by its file name without the ending.</summary>
    internal static string Library(string library)
    {
        Assembly assembly = typeof(RouterScript).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"{library}.sh")
            ?? throw new ArgumentException($"There is no embedded script '{library}'.", nameof(library));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Adds the functions of an embedded .sh file, named by its file name without the ending.</summary>
    internal RouterScript Use(string library)
    {
        _body.Append(ByteText.FromText(Library(library)));
        return this;
    }

    /// <summary>Adds a command; every argument is quoted as one word.</summary>
    internal RouterScript Call(string command, params string[] arguments) =>
        CallBytes(command, [.. arguments.Select(ByteText.FromText)]);

    /// <summary>The same with arguments that are byte texts (<see cref="ByteText"/>), for the contents of files.</summary>
    internal RouterScript CallBytes(string command, params string[] arguments)
    {
        _body.Append(command);
        foreach (string argument in arguments)
        {
            _body.Append(' ').Append(Shell.Quote(argument));
        }

        _body.Append('\n');
        return this;
    }

    /// <summary>Defines a function, to be called later.</summary>
    internal RouterScript Define(string function, Action<RouterScript> body)
    {
        _body.Append(function).Append("() {\n");
        body(this);
        _body.Append("}\n");
        return this;
    }

    /// <summary>Sets a variable of the script.</summary>
    internal RouterScript Set(string variable, string value)
    {
        _body.Append(variable).Append('=').Append(Shell.Quote(ByteText.FromText(value))).Append('\n');
        return this;
    }

    internal byte[] ToBytes() => ByteText.ToBytes(ToString());

    /// <inheritdoc/>
    public override string ToString() => $"multidial() {{\n{_body}}}\necho\nmultidial </dev/null\n";
}
