namespace MultiDial.Uci;

internal static class UciAlign
{
    /// <summary>The longest common subsequence.</summary>
    /// <returns>For each item of <paramref name="after"/> the index of its partner in <paramref name="before"/>, or -1.</returns>
    public static int[] Align<T>(IReadOnlyList<T> before, IReadOnlyList<T> after)
        where T : notnull
    {
        int[] partner = new int[after.Count];
        Array.Fill(partner, -1);

        // Most changes are small: what is the same at both ends needs no table.
        int start = 0;
        while (start < before.Count && start < after.Count && before[start].Equals(after[start]))
        {
            partner[start] = start++;
        }

        int shift = before.Count - after.Count;
        int end = after.Count;
        while (end > start && end + shift > start && before[end + shift - 1].Equals(after[end - 1]))
        {
            end--;
            partner[end] = end + shift;
        }

        int[,] length = Lengths(before, after, start, end + shift, end);
        for (int b = start, a = start; b < end + shift && a < end;)
        {
            if (before[b].Equals(after[a]))
            {
                partner[a++] = b++;
            }
            else if (length[b + 1 - start, a - start] >= length[b - start, a + 1 - start])
            {
                b++;
            }
            else
            {
                a++;
            }
        }

        return partner;
    }

    private static int[,] Lengths<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, int start, int beforeEnd, int afterEnd)
        where T : notnull
    {
        int[,] length = new int[beforeEnd - start + 1, afterEnd - start + 1];
        for (int b = beforeEnd - start - 1; b >= 0; b--)
        {
            for (int a = afterEnd - start - 1; a >= 0; a--)
            {
                length[b, a] = before[start + b].Equals(after[start + a])
                    ? length[b + 1, a + 1] + 1
                    : Math.Max(length[b + 1, a], length[b, a + 1]);
            }
        }

        return length;
    }
}
