using MultiDial.Texts;

namespace MultiDial;

/// <summary>Something in the configuration that keeps lines from working as they look, and what helps.</summary>
public sealed class ConfigurationFinding
{
    internal ConfigurationFinding(OpenWrtSession? session, FindingId id, FindingSeverity severity, string target, string message, string recommendedAction)
    {
        Session = session;
        Id = id;
        Severity = severity;
        Target = VisibleText.Line(target);
        Message = VisibleText.Line(message);
        RecommendedAction = VisibleText.Line(recommendedAction);
    }

    /// <summary>What it is about, for scripts.</summary>
    public FindingId Id { get; }

    /// <summary>How much it matters.</summary>
    public FindingSeverity Severity { get; }

    /// <summary>The section, interface, device or program that it is about.</summary>
    public string Target { get; }

    /// <summary>What is wrong, in one sentence.</summary>
    public string Message { get; }

    /// <summary>A command that cures it, to be pasted.</summary>
    public string RecommendedAction { get; }

    /// <summary>The session to the router that was looked at; null for a saved configuration.</summary>
    public OpenWrtSession? Session { get; }

    /// <summary>The sentence, so that the finding can stand for it in text.</summary>
    public override string ToString() => Message;
}
