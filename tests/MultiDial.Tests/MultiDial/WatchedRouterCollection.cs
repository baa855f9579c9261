namespace MultiDial.Tests.Whole;

/// <summary>The tests of the watch share one router and take turns.</summary>
[CollectionDefinition(WatchedRouterTests.Collection)]
public sealed class WatchedRouterCollection : ICollectionFixture<MultiDialFixture>;
