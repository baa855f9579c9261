namespace MultiDial.Tests;

[CollectionDefinition(RouterFixture.Collection)]
public sealed class RouterCollection : ICollectionFixture<RouterFixture>;
