using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.OpenSsh;

/// <summary>Reads ssh_config files for one host: Host and Match blocks, and files that are included.</summary>
internal sealed class ConfigReader(AskedHost host, Action<string> warn)
{
    private const int DeepestInclude = 16;

    // What is to be said if a block that was left out has an option that matters.
    private string? _doubt;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folder">Where relative names of included files begin.</param>
    /// <param name="isPrivate">Whether others must not write it.</param>
    /// <exception cref="MultiDialException">InvalidValue: the file cannot be read, or a line is wrong.</exception>
    internal void Read(string path, string folder, bool isPrivate)
    {
        bool isActive = true;
        Read(path, folder, ref isActive, isFirm: false, depth: 0, isPrivate);
    }

    // What an included file says in a block that is not for this host is not for it either.
    private void Read(string path, string folder, ref bool isActive, bool isFirm, int depth, bool isPrivate)
    {
        string[] lines;
        try
        {
            if (isPrivate && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != UnixFileMode.None)
            {
                throw Error.BadSshConfig(path, Text.RuleSshConfigWritable);
            }

            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Error.BadSshConfig(path, exception.Message, exception);
        }

        for (int i = 0; i < lines.Length; i++)
        {
            if (ConfigLine.Parse(lines[i], FormattableString.Invariant($"{path}:{i + 1}")) is { } line)
            {
                Take(line, folder, ref isActive, isFirm, depth);
            }
        }
    }

    private void Take(ConfigLine line, string folder, ref bool isActive, bool isFirm, int depth)
    {
        switch (line.Keyword)
        {
            case "host":
                _doubt = null;
                isActive = !isFirm && Wildcards.MatchesAny(line.Arguments, host.Name);
                break;
            case "match":
                _doubt = null;
                isActive = !isFirm && MatchCriteria.Hold(line, host, doubt => _doubt = doubt);
                break;
            case "include" when depth == DeepestInclude:
                throw Error.BadSshConfig(line.Place, Text.RuleSshConfigDepth.With(DeepestInclude));
            case "include":
                foreach (string file in line.Arguments.SelectMany(pattern => FilePattern.Files(Path.Combine(folder, HomeFolder.Expand(pattern)))))
                {
                    bool isActiveInside = isActive;
                    Read(file, folder, ref isActiveInside, isFirm || !isActive, depth + 1, isPrivate: true);
                }

                break;
            default:
                if (isActive)
                {
                    host.Options.Take(line);
                }
                else if (_doubt is { } doubt && HostOptions.Matters(line))
                {
                    warn(doubt);
                }

                break;
        }
    }
}
