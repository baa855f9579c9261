namespace MultiDial.Uci;

/// <summary>Says which UCI option a property is, and what values the router takes for it. There is no other way to say it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UciOptionAttribute(string option) : Attribute
{
    internal string Option { get; } = option;

    /// <summary>What the router takes when the option is absent, in UCI's words.</summary>
    public string? Default { get; set; }

    /// <summary>The smallest number, or the shortest duration in seconds.</summary>
    public long Min { get; set; }

    /// <summary>The largest number, or the longest duration in seconds.</summary>
    public long Max { get; set; } = int.MaxValue;

    /// <summary>Whether the router takes a string with blanks for a list of words.</summary>
    public bool IsWords { get; set; }

    /// <summary>Whether the router takes its words in capitals too.</summary>
    public bool IgnoresCase { get; set; }
}

/// <summary>UCI's word for a member of an enumeration, where it is not the name in lower case.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class UciWordAttribute(string word) : Attribute
{
    internal string Word { get; } = word;
}
