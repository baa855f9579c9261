using MultiDial.Verification.Balance;

namespace MultiDial.Tests.Verification;

/// <summary>The chi-square test, against printed tables.</summary>
public sealed class ChiSquareTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(2.706, 1, 0.1)]
    [InlineData(10.828, 1, 0.001)]
    [InlineData(5.991, 2, 0.05)]
    [InlineData(13.816, 2, 0.001)]
    [InlineData(0.352, 3, 0.95)]
    [InlineData(7.815, 3, 0.05)]
    [InlineData(16.266, 3, 0.001)]
    [InlineData(20.515, 5, 0.001)]
    [InlineData(15.987, 10, 0.1)]
    [InlineData(61.098, 31, 0.001)]
    [InlineData(40, 0, 1)]
    [InlineData(double.PositiveInfinity, 3, 0)]
    public void A_distance_is_as_likely_as_in_the_tables(double distance, int freedom, double chance) => Assert.Equal(chance, ChiSquare.Chance(distance, freedom), 0.0002);

    [Fact]
    public void Tails_have_their_digits_too()
    {
        Assert.Equal(1.52397e-23, ChiSquare.Chance(100, 1), 1e-27);
        Assert.All(Enumerable.Range(1, 63), freedom => Assert.InRange(ChiSquare.Chance(freedom, freedom), 0.3, 0.5));
    }

    [Fact]
    public void The_distance_is_that_of_Pearson()
    {
        Assert.Equal(4, ChiSquare.Distance([(60, 0.5), (40, 0.5)]), 9);
        Assert.Equal(0, ChiSquare.Distance([(10, 0.1), (90, 0.9), (0, 0)]), 9);
        Assert.Equal(double.PositiveInfinity, ChiSquare.Distance([(99, 1), (1, 0)]));
    }
}
