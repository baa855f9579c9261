using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Texts;

namespace MultiDial.Lines;

/// <summary>What a user asks of Set-MultiDial. It never changes; null is for what stays as it is.</summary>
internal sealed record LinesChange
{
    /// <summary>The lines to change; null for all.</summary>
    internal string[]? Names { get; init; }

    /// <summary>How many lines there shall be.</summary>
    internal int? Count { get; init; }

    /// <summary>One weight for all of the lines, or one for each.</summary>
    internal int[]? Weight { get; init; }

    /// <summary>The account; the first line gets it only where it is named.</summary>
    internal InterfaceCredential? Credential { get; init; }

    internal string[]? TrackIp { get; init; }

    internal bool? StickyHttps { get; init; }

    internal MultiDialIPv6? IPv6 { get; init; }

    internal string[]? DirectNetwork { get; init; }

    /// <summary>The addresses of new lines, one for each.</summary>
    internal string[]? Address { get; init; }

    /// <summary>One device for all of the lines to sit on, or one for each.</summary>
    internal string[]? Parent { get; init; }

    /// <summary>One gateway for all new lines, or one for each.</summary>
    internal string[]? Gateway { get; init; }

    /// <summary>How long to wait for new lines; null for as long as their number takes.</summary>
    internal TimeSpan? Timeout { get; init; }

    /// <summary>What is asked for each of the lines that are there.</summary>
    /// <param name="count">Their number.</param>
    /// <exception cref="MultiDialException">InvalidValue: neither one value nor one for each.</exception>
    internal IReadOnlyList<LineRequest> Lines(int count)
    {
        int[]? weights = Weight is null ? null : OneOrEach("-Weight", Weight, count);
        return [.. Enumerable.Range(0, count).Select(index => new LineRequest
        {
            Weight = weights?[index],
            Credential = Names is not null || index > 0 ? Credential : null,
        })];
    }

    /// <summary>The device that each of the lines is to sit on; none where they stay.</summary>
    /// <exception cref="MultiDialException">InvalidValue: neither one value nor one for each.</exception>
    internal string[] Parents(int count) => Parent is null ? [] : OneOrEach("-Parent", Parent, count);

    /// <summary>What is asked for each of the new lines.</summary>
    /// <param name="count">Their number; null if no number of lines was given.</param>
    /// <exception cref="MultiDialException">InvalidValue: as many values as no lines are added.</exception>
    internal IReadOnlyList<LineRequest> NewLines(int? count)
    {
        if (Names is not null && Count is { } all)
        {
            throw Error.InvalidValue("-Line", all, Text.RuleLineForAll.With(all));
        }

        if ((Address ?? Gateway) is not null && count is null)
        {
            throw Error.Missing("-Line", Text.CureNewAddressNeedsLine);
        }

        // A second run adds nothing, and is not wrong for that.
        if (count is not > 0)
        {
            return [];
        }

        if (Address is { } addresses && addresses.Length != count)
        {
            throw Error.InvalidValue("-Address", string.Join(", ", addresses), Text.RuleOneForEachNewLine.With(count));
        }

        string[]? gateways = Gateway is null ? null : OneOrEach("-Gateway", Gateway, count.Value);
        return [.. Enumerable.Range(0, count.Value).Select(index => new LineRequest { Address = Address?[index], Gateway = gateways?[index] })];
    }

    /// <summary>Values that are one for all lines or one for each, as one for each.</summary>
    /// <exception cref="MultiDialException">InvalidValue: neither one nor as many as there are lines.</exception>
    internal static T[] OneOrEach<T>(string parameter, T[] values, int count) =>
        values.Length == count ? values
        : values is [var one] ? [.. Enumerable.Repeat(one, count)]
        : throw Error.InvalidValue(parameter, string.Join(", ", values), Text.RuleOneOrEach.With(count));
}
