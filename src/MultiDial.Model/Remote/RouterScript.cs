using System.Text;
using MultiDial.Router;

namespace MultiDial.Remote;

/// <summary>
/// A script for the router's shell: functions of the .sh files of this assembly, and calls of them. It travels on
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
    private readonly StringBuilder _shown = new();
    private readonly HashSet<string> _used = [];

    /// <param name="marker">What begins each piece of its answer.</param>
    internal RouterScript(string marker)
        : this()
    {
        Marker = marker;
        Set("READ_MARKER", marker);
    }

    private RouterScript() => Marker = "";

    /// <summary>What begins each piece of its answer.</summary>
    internal string Marker { get; }

    /// <summary>Functions that are kept on the router, for scripts to read (<see cref="Read"/>).</summary>
    internal static RouterScript Library() => new();

    /// <summary>Adds the functions of a .sh file, named without the ending, and of those that it needs; each once.</summary>
    internal RouterScript Use(params string[] scripts)
    {
        foreach (string script in ScriptLibrary.WithNeeds(scripts).Where(_used.Add))
        {
            _body.Append(ByteText.FromText(WithoutComments(ScriptLibrary.Text(script))));
            _shown.Append("# ").Append(script).Append(".sh\n");
        }

        return this;
    }

    /// <summary>Adds a command; every argument is quoted as one word.</summary>
    internal RouterScript Call(string command, params string[] arguments) =>
        CallWith(command, [.. arguments.Select(ScriptArgument.Text)]);

    /// <summary>The same for arguments that are bytes, or that nobody may see.</summary>
    internal RouterScript CallWith(string command, params ScriptArgument[] arguments)
    {
        Append(command);
        foreach (ScriptArgument argument in arguments)
        {
            _body.Append(' ').Append(Shell.Quote(argument.Bytes));
            _shown.Append(' ').Append(Shell.Quote(argument.Shown));
        }

        return Append("\n");
    }

    /// <summary>Defines a function, to be called later. An empty one does nothing.</summary>
    internal RouterScript Define(string function, Action<RouterScript> body)
    {
        Append(function + "() {\n:\n");
        body(this);
        return Append("}\n");
    }

    /// <summary>Reads functions from where the router keeps them.</summary>
    /// <param name="library">The functions.</param>
    /// <param name="file">Their file there, as a word of the shell.</param>
    internal RouterScript Read(RouterScript library, string file)
    {
        _used.UnionWith(library._used);
        return Append($". {file}\n");
    }

    /// <summary>Sets a variable of the script.</summary>
    internal RouterScript Set(string variable, string value) =>
        Append($"{variable}={Shell.Quote(ByteText.FromText(value))}\n");

    internal byte[] ToBytes() => ByteText.ToBytes(ToString());

    /// <inheritdoc/>
    public override string ToString() => $"multidial() {{\n{_body}}}\necho\nmultidial </dev/null\n";

    /// <summary>The text without the command that runs it, as a byte text.</summary>
    internal string Body => _body.ToString();

    /// <summary>What -Debug shows: the files by name, then the calls, without secrets.</summary>
    internal string ToShownText() => _shown.ToString();

    // Nobody reads them there, and they are almost half of what a slow router would have to decrypt.
    private static string WithoutComments(string text) => string.Concat(text.Split('\n').Where(line => line is not ['#', ..]).Select(line => line + "\n"));

    private RouterScript Append(string text)
    {
        _body.Append(text);
        _shown.Append(text);
        return this;
    }
}

/// <summary>A word of a script.</summary>
/// <param name="Bytes">What is sent, as a byte text (<see cref="ByteText"/>).</param>
/// <param name="Shown">What is shown of it.</param>
internal readonly record struct ScriptArgument(string Bytes, string Shown)
{
    internal static ScriptArgument Text(string text) => new(ByteText.FromText(text), text);
}
