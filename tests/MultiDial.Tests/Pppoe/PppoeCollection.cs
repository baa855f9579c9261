namespace MultiDial.Tests.Pppoe;

/// <summary>All tests with PPPoE share one virtual machine and take turns.</summary>
[CollectionDefinition(PppoeFixture.Collection)]
public sealed class PppoeCollection : ICollectionFixture<PppoeFixture>;
