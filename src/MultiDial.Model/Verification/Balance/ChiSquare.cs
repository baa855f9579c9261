namespace MultiDial.Verification.Balance;

/// <summary>Pearson's test: whether counts fit the parts that were expected of them.</summary>
internal static class ChiSquare
{
    /// <summary>How many must be expected in each place at least for the test to be right.</summary>
    internal const int LeastExpected = 5;

    private const double Precision = 1e-16;

    /// <summary>How far counts are from what was expected; infinite where there is something in a place for nothing.</summary>
    /// <param name="places">What was counted, and the part of all that was expected, 0 to 1.</param>
    internal static double Distance(IReadOnlyCollection<(long Count, double Part)> places)
    {
        double all = places.Sum(place => place.Count);
        return places.Where(place => place.Part > 0 || place.Count > 0).Sum(place => Math.Pow(place.Count - (place.Part * all), 2) / (place.Part * all));
    }

    /// <summary>How likely a distance like that or more is by chance.</summary>
    /// <param name="distance">The distance.</param>
    /// <param name="freedom">One less than there are places for something.</param>
    internal static double Chance(double distance, int freedom)
    {
        double half = distance / 2;
        if (freedom == 0 || double.IsPositiveInfinity(distance))
        {
            return double.IsPositiveInfinity(distance) ? 0 : 1;
        }

        // The incomplete gamma function for half of the freedom, which begins at 1/2 or 1 and goes on by whole steps.
        (double chance, double next, double at) = freedom % 2 == 0
            ? (Math.Exp(-half), half * Math.Exp(-half), 1.0)
            : (ErrorFunctionRest(Math.Sqrt(half)), 2 * Math.Sqrt(half / Math.PI) * Math.Exp(-half), 0.5);
        for (; at < freedom / 2.0; at++)
        {
            chance += next;
            next *= half / (at + 1);
        }

        return Math.Clamp(chance, 0, 1);
    }

    // The complementary error function: by its power series, or where that would lose the last digits, by its continued fraction.
    private static double ErrorFunctionRest(double x)
    {
        const double TooFar = 2.5;
        const int Depth = 60;
        if (x > TooFar)
        {
            double fraction = x;
            for (int i = Depth; i > 0; i--)
            {
                fraction = x + (i / 2.0 / fraction);
            }

            return Math.Exp(-x * x) / (fraction * Math.Sqrt(Math.PI));
        }

        double sum = 0, term = x;
        for (int i = 1; term > Precision; i++)
        {
            sum += term;
            term *= 2 * x * x / ((2 * i) + 1);
        }

        return 1 - (2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum);
    }
}
