using System.Globalization;
using System.Text;

namespace MultiDial.Testing;

/// <summary>What the provider allows to those who dial; what is null or false is off.</summary>
public sealed record IspPolicy
{
    /// <summary>The accounts with their passwords.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; init; } = new Dictionary<string, string> { ["user@isp"] = "secret" };

    /// <summary>How many sessions an account may have at once.</summary>
    public int? SessionLimit { get; init; }

    /// <summary>Further sessions of an account must authenticate so soon after its first one, while any of its sessions lives.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Who is beyond the limit or the window gets a useless address (10.99.0.0/16, one web page, no ping) instead of a refusal.</summary>
    public bool Captive { get; init; }

    /// <summary>How long a session lives, in whole seconds.</summary>
    public TimeSpan? DropAfter { get; init; }

    /// <summary>Whether everybody is refused, whatever the password.</summary>
    public bool Refuse { get; init; }

    /// <summary>How long an answer to an authentication takes.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>As the provider's RADIUS server reads it.</summary>
    internal string ToText()
    {
        StringBuilder text = new();
        foreach ((string account, string password) in Accounts)
        {
            Add("account " + account, password);
        }

        Add("limit", SessionLimit);
        Add("window", Window?.TotalSeconds);
        Add("captive", Captive ? 1 : null);
        Add("drop", DropAfter?.TotalSeconds);
        Add("refuse", Refuse ? 1 : null);
        Add("delay", Delay?.TotalSeconds);
        return text.ToString();

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
            }
        }
    }
}
