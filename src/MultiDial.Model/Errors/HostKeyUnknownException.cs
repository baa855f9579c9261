using MultiDial.Texts;

namespace MultiDial.Errors;

/// <summary>No known_hosts file has the router's host key. The user may be asked whether it is the right one.</summary>
internal sealed class HostKeyUnknownException(string fingerprint, string message, string host, string recommendedAction)
    : MultiDialException(ErrorId.HostKeyUnknown, message, host, recommendedAction)
{
    /// <summary>The key's fingerprint, as <c>SHA256:…</c>.</summary>
    internal string Fingerprint { get; } = fingerprint;

    /// <summary>Which of the hosts on the way has it; null for the router itself.</summary>
    internal int? Jump { get; init; }

    /// <inheritdoc/>
    internal override MultiDialException OnTheWay(string jump, string router, int number) =>
        new HostKeyUnknownException(Fingerprint, Text.ReasonOnTheWay.With(jump, router).Then(Message), jump, RecommendedAction) { Jump = number };
}
