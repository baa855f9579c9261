namespace MultiDial.Commands;

/// <summary>A cmdlet that makes things (New-, Add-): its parameters may come from the rows of the pipeline.</summary>
public abstract class NewCommand : ChangeCommand
{
    private RowBinder? _rows;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _rows = new RowBinder(this);

    private protected sealed override void Prepare(object? item) => _rows!.Bind(item);
}
