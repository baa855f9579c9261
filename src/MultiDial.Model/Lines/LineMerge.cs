using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Texts;

namespace MultiDial.Lines;

/// <summary>
/// Puts together what New-MultiDial's command line says of lines with what the rows say. What a row has it has where the
/// command line is silent, so the two never meet in one value.
/// </summary>
internal sealed record LineMerge
{
    // What an example has of lines.
    private const int Example = 4;

    /// <summary>What each row says; the first is the line that is there already.</summary>
    internal IReadOnlyList<LineRequest> Rows { get; init; } = [];

    /// <summary>How many lines there shall be, as the command line says.</summary>
    internal int? Line { get; init; }

    /// <summary>The names in order.</summary>
    internal string[] Names { get; init; } = [];

    /// <summary>One weight for all lines, or one for each.</summary>
    internal int[]? Weights { get; init; }

    /// <summary>The MAC addresses in order; empty for one that is chosen.</summary>
    internal string[] MacAddresses { get; init; } = [];

    /// <summary>An address for each line, or for each but the first; empty for none.</summary>
    internal string[]? Addresses { get; init; }

    /// <summary>One gateway for all, or as the addresses.</summary>
    internal string[]? Gateways { get; init; }

    /// <summary>The protocol of new lines that have no other.</summary>
    internal WanProtocol? Protocol { get; init; }

    /// <summary>The account of new PPPoE lines that have no other.</summary>
    internal InterfaceCredential? Credential { get; init; }

    /// <summary>The MTU of new lines.</summary>
    internal int? Mtu { get; init; }

    /// <summary>The DNS servers of new lines.</summary>
    internal string[]? Dns { get; init; }

    /// <summary>Whether lines that are there are taken over, so that their number need not be said.</summary>
    internal bool Adopt { get; init; }

    /// <summary>Adds the lines to a request.</summary>
    /// <exception cref="MultiDialException">InvalidValue: the numbers of values and lines do not fit.</exception>
    internal LinesRequest Into(LinesRequest request)
    {
        int? count = Count();
        int said = count ?? new[] { Rows.Count, Names.Length, MacAddresses.Length, Weights?.Length ?? 0, Addresses?.Length ?? 0, Gateways?.Length ?? 0 }.Max();
        int[] weights = Weights is null ? [] : count is { } lines ? LinesChange.OneOrEach("-Weight", Weights, lines) : Weights;
        string[] addresses = ByLine("-Address", Addresses, count);
        string[] gateways = Gateways is [var one] ? [.. Enumerable.Repeat(one, said)] : ByLine("-Gateway", Gateways, count);
        return request with
        {
            Count = count,
            Protocol = Protocol,
            Lines = [.. Enumerable.Range(0, said).Select(index => Merge(index, Rows.ElementAtOrDefault(index) ?? LineRequest.Nothing,
                Given(Names, index), weights.ElementAtOrDefault(index), Given(MacAddresses, index), Given(addresses, index), Given(gateways, index)))],
            Others = Merge(said, LineRequest.Nothing, null, Weights is [var all] ? all : 0, null, null, null),
        };
    }

    private LineRequest Merge(int index, LineRequest row, string? name, int weight, string? mac, string? address, string? gateway)
    {
        // The first line is there already: what is said of new lines is not for it.
        bool isNew = index > 0;
        bool isPppoe = (row.Protocol ?? Protocol) is null or WanProtocol.Pppoe;
        return row with
        {
            Name = name ?? row.Name,
            Credential = row.Credential ?? (isNew && isPppoe ? Credential : null),
            Weight = Weights is null || weight == 0 ? row.Weight : weight,
            MacAddress = mac ?? row.MacAddress,
            Mtu = row.Mtu ?? (isNew ? Mtu : null),
            Address = address ?? row.Address,
            Gateway = gateway ?? row.Gateway,
            Dns = row.Dns ?? Dns,
        };
    }

    private int? Count()
    {
        int given = Math.Max(Rows.Count, Names.Length);
        return Line < given ? throw Error.InvalidValue("-Line", Line, Text.RuleLinesGiven.With(given))
            : Line ?? (given > 1 ? given
            : Adopt ? null
            : throw Error.Missing("-Line", given == 0 ? NewLines(Example) : Text.CureOneRow.With(NewLines(given + 1))));
    }

    private string NewLines(int count) => Protocol is { } protocol ? Text.CureNewLinesOf.With(count, protocol) : Text.CureNewLines.With(count);

    // Those for each line but the first move one place on.
    private static string[] ByLine(string parameter, string[]? values, int? count) =>
        values is null ? []
        : count is null || values.Length == count ? values
        : values.Length == count - 1 ? ["", .. values]
        : throw Error.InvalidValue(parameter, string.Join(", ", values), Text.RuleOneForEachButFirst.With(count - 1, count));

    private static string? Given(string[] values, int index) => values.ElementAtOrDefault(index) is { Length: > 0 } value ? value : null;
}
