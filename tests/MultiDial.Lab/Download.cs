namespace MultiDial.Testing;

/// <summary>What came of a download.</summary>
/// <param name="BytesByConnection">The bytes that each connection received.</param>
/// <param name="Elapsed">How long it ran.</param>
public sealed record Download(IReadOnlyList<long> BytesByConnection, TimeSpan Elapsed)
{
    /// <summary>The bytes of all connections.</summary>
    public long Bytes => BytesByConnection.Sum();

    /// <summary>The mean rate of all connections together, in bit/s.</summary>
    public double Rate => Bytes * 8 / Elapsed.TotalSeconds;
}
