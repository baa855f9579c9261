namespace MultiDial.Uci;

/// <summary>What a change does to the configuration of the router.</summary>
public enum UciChangeKind
{
    /// <summary>A section comes, its type is the new value: `uci set package.section=type`, or `uci add`.</summary>
    AddSection,

    /// <summary>A section goes with all its options: `uci delete package.section`.</summary>
    RemoveSection,

    /// <summary>An option gets a value: `uci set package.section.option=value`.</summary>
    SetOption,

    /// <summary>An option or a whole list goes: `uci delete package.section.option`.</summary>
    RemoveOption,

    /// <summary>A list gets one more item at its end, and a string becomes a list: `uci add_list`.</summary>
    AddListItem,

    /// <summary>A list loses the items of this value: `uci del_list`.</summary>
    RemoveListItem,

    /// <summary>A section changes its place among all sections, which the values count from 0: `uci reorder`.</summary>
    MoveSection,

    /// <summary>A section or option gets the name in the new value: `uci rename`. Only found in the pending changes of others.</summary>
    Rename,
}
