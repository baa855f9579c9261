using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.OpenSsh;

/// <summary>The condition of a Match block.</summary>
internal static class MatchCriteria
{
    /// <summary>Whether a block is for the host.</summary>
    /// <param name="line">The Match line.</param>
    /// <param name="host">What is asked about.</param>
    /// <param name="doubt">Is told of a condition that is not looked at and so does not hold.</param>
    /// <exception cref="MultiDialException">InvalidValue: it is no condition.</exception>
    internal static bool Hold(ConfigLine line, AskedHost host, Action<string> doubt)
    {
        // "host=a,b" is the same as "host a,b".
        var words = new Queue<string>(line.Arguments.SelectMany(argument => argument.Split('=', 2, StringSplitOptions.RemoveEmptyEntries)));
        bool holds = words.Count > 0 ? true : throw Error.BadSshConfig(line.Place, Text.RuleSshConfigValue);
        while (words.TryDequeue(out string? word))
        {
            bool negated = word.StartsWith('!');
            string name = word.TrimStart('!').ToLowerInvariant();
            if (name is "all" or "final" or "canonical")
            {
                host.WantsFinal |= name == "final";
                holds &= (name == "all" || host.IsFinal) != negated;
                continue;
            }

            string value = words.TryDequeue(out string? next) ? next : throw Error.BadSshConfig(line.Place, Text.RuleSshConfigValue);
            if (Known(name, host) is { } text)
            {
                holds &= Wildcards.MatchesAny(value.Split(','), text) != negated;
            }
            else
            {
                if (holds)
                {
                    doubt(Text.WarningSshConfigMatch.With(line.Place, name));
                }

                holds = false;
            }
        }

        return holds;
    }

    private static string? Known(string name, AskedHost host) => name switch
    {
        "host" => host.CurrentName,
        "originalhost" => host.Name.ToLowerInvariant(),
        "user" => host.Options.User ?? host.DefaultUser,
        "localuser" => Environment.UserName,
        _ => null,
    };
}
