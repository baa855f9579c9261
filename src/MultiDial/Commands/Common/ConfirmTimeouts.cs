using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Times in which a user can decide: no shorter than it takes to type, and no longer than anybody will remember.</summary>
internal static class ConfirmTimeouts
{
    private static readonly TimeSpan s_least = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_most = TimeSpan.FromDays(1);

    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal static void Check(TimeSpan? time)
    {
        if (time < s_least || time > s_most)
        {
            throw Error.InvalidValue("-ConfirmTimeout", time, Text.RuleConfirmTimeout);
        }
    }
}
