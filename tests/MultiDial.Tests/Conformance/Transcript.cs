using System.Globalization;
using System.Text.RegularExpressions;

namespace MultiDial.Tests.Conformance;

/// <summary>Where a recorded command ran.</summary>
internal enum Place
{
    /// <summary>In a shell on the router.</summary>
    Router,

    /// <summary>A page fetched by the computer behind the router.</summary>
    Lan,

    /// <summary>No command: a file on the router that the next one uses.</summary>
    File,

    /// <summary>No command: wan2 was asked again and again until it was up.</summary>
    Wait,
}

/// <summary>One recorded command and what a real router answered.</summary>
/// <param name="Place">Where it ran.</param>
/// <param name="Command">The command line; for a file its path.</param>
/// <param name="Answer">Standard output, then each line of standard error behind "[stderr] ", then the exit code; for a file its text.</param>
internal sealed record Step(Place Place, string Command, string Answer);

/// <summary>Reads a recording of commands.</summary>
internal static partial class Transcript
{
    private const string Prompt = "root@OpenWrt:~# ";
    private const string LanPrompt = "[lan]# ";

    internal static IReadOnlyList<Step> Read(string file)
    {
        List<Step> steps = [];
        Queue<string> lines = new(File.ReadAllLines(Recording.PathOf(file + ".txt")));
        while (lines.TryDequeue(out string? line))
        {
            if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                string command = ReadCommand(line[Prompt.Length..], lines);
                steps.Add(new Step(Place.Router, command, ReadAnswer(lines, Exit())));
            }
            else if (line.StartsWith(LanPrompt, StringComparison.Ordinal))
            {
                steps.Add(new Step(Place.Lan, line[LanPrompt.Length..], ReadAnswer(lines, LanExit())));
            }
            else if (FileHeading().Match(line) is { Success: true } heading)
            {
                steps.Add(new Step(Place.File, heading.Groups[1].Value, ReadFile(lines)));
            }
            else if (line.StartsWith("t=", StringComparison.Ordinal) && line.Contains(" true ", StringComparison.Ordinal))
            {
                steps.Add(new Step(Place.Wait, line, ""));
            }
        }

        return steps;
    }

    // A command goes on while a quote or a here-document is open.
    private static string ReadCommand(string command, Queue<string> lines)
    {
        while (IsOpen(command))
        {
            command += "\n" + lines.Dequeue();
        }

        return command;
    }

    private static bool IsOpen(string command)
    {
        if (HereDocument().Match(command) is { Success: true } here)
        {
            return !command.EndsWith("\n" + here.Groups[1].Value, StringComparison.Ordinal);
        }

        char quote = '\0';
        for (int i = 0; i < command.Length; i++)
        {
            char c = command[i];
            if (c == '\\' && quote != '\'')
            {
                i++;
            }
            else if (quote == '\0' && (c is '\'' or '"'))
            {
                quote = c;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
        }

        return quote != '\0';
    }

    private static string ReadAnswer(Queue<string> lines, Regex end)
    {
        List<string> answer = [];
        while (lines.TryDequeue(out string? line))
        {
            if (end.Match(line) is { Success: true } exit)
            {
                answer.Add(string.Create(CultureInfo.InvariantCulture, $"[exit {exit.Groups[1].Value}]"));
                break;
            }

            answer.Add(line);
        }

        return string.Join('\n', answer);
    }

    private static string ReadFile(Queue<string> lines)
    {
        List<string> text = [];
        while (lines.TryPeek(out string? line) && !line.StartsWith(Prompt, StringComparison.Ordinal))
        {
            text.Add(lines.Dequeue());
        }

        return string.Join('\n', text).TrimEnd('\n') + "\n";
    }

    [GeneratedRegex(@"^# (/tmp/\S+):$")]
    private static partial Regex FileHeading();

    [GeneratedRegex(@"<<(\w+)(?:\n|$)")]
    private static partial Regex HereDocument();

    [GeneratedRegex(@"^\[exit (\d+), [\d.]+ s\]$")]
    private static partial Regex Exit();

    [GeneratedRegex(@"^(?:\[exit |rc=)(\d+)\]?$")]
    private static partial Regex LanExit();
}
