namespace MultiDial.Tests;

[CollectionDefinition(RouterFixture.SecondCollection)]
public sealed class SecondRouterCollection : ICollectionFixture<RouterFixture>;
