namespace MultiDial.Commands;

/// <summary>A cmdlet that makes things (New-, Add-): its parameters may come from the rows of the pipeline.</summary>
public abstract class NewCommand : ChangeCommand
{
    private protected sealed override bool TakesRows => true;
}
