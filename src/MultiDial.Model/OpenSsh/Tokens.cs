using System.Globalization;
using System.Text;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.OpenSsh;

/// <summary>What stands for something else in the values of ssh_config: <c>%h</c> and its like, <c>${NAME}</c> and <c>~</c>.</summary>
internal sealed class Tokens(AskedHost host, int port, string user)
{
    /// <summary>A file's name.</summary>
    /// <exception cref="MultiDialException">InvalidValue: it has a token or a variable that is not known.</exception>
    internal string ExpandPath(string option, string value) => Path.GetFullPath(HomeFolder.Expand(Expand(option, value)), HomeFolder.Path);

    /// <summary>Any other value.</summary>
    /// <exception cref="MultiDialException">InvalidValue: it has a token or a variable that is not known.</exception>
    internal string Expand(string option, string value)
    {
        var text = new StringBuilder();
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] == '%')
            {
                text.Append((++i < value.Length ? Token(value[i]) : null) ?? throw Error.BadSshConfig(option, Text.RuleSshConfigToken.With(value)));
            }
            else if (value[i] == '$' && value.AsSpan(i + 1).StartsWith("{") && value.IndexOf('}', i) is > 0 and var end)
            {
                string name = value[(i + 2)..end];
                text.Append(Environment.GetEnvironmentVariable(name) ?? throw Error.BadSshConfig(option, Text.RuleSshConfigVariable.With(name)));
                i = end;
            }
            else
            {
                text.Append(value[i]);
            }
        }

        return text.ToString();
    }

    private string? Token(char token) => token switch
    {
        '%' => "%",
        'h' => host.CurrentName,
        'n' => host.Name,
        'k' => host.Options.HostKeyAlias ?? host.Name,
        'p' => port.ToString(CultureInfo.InvariantCulture),
        'r' => user,
        'u' => Environment.UserName,
        'd' => HomeFolder.Path,
        'l' => Environment.MachineName,
        'L' => Environment.MachineName.Split('.')[0],
        _ => null,
    };
}
