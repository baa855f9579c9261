using MultiDial.Texts;

namespace MultiDial;

/// <summary>One try to dial several lines as a group, with Start-WanInterface.</summary>
public sealed class OpenWrtDialTry
{
    internal OpenWrtDialTry(int number, TimeSpan? spread, int online)
    {
        Number = number;
        Spread = spread;
        Online = online;
    }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; }

    /// <summary>The time from the first pppd to the last that began to dial, in steps of 10 ms; null where no PPPoE line was dialled at the same moment.</summary>
    public TimeSpan? Spread { get; }

    /// <summary>How many lines of the group were online afterwards.</summary>
    public int Online { get; }

    /// <summary>The try in a few words.</summary>
    public override string ToString() => Spread is { } spread
        ? Text.TryWithSpread.With(Number, Online, spread.TotalMilliseconds)
        : Text.TryInWords.With(Number, Online);
}
