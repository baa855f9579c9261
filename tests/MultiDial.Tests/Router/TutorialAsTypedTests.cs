namespace MultiDial.Tests;

/// <summary>The tutorial, one change after the other.</summary>
public sealed class TutorialAsTypedTests(TutorialFixture fixture) : TutorialTests(fixture), IClassFixture<TutorialFixture>;
