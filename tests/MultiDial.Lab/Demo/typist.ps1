# The person at the keyboard: PowerShell, which shows its own prompt, asks here for each line that is typed. An error ends it.
param([string] $Module, [string] $Script)
Import-Module $Module
$lines = [Collections.Generic.Queue[string]] (Get-Content $Script)

function prompt {
    $script:succeeded = $?
    'PS> '
}

function PSConsoleHostReadLine {
    $line = if ($succeeded -and $lines.Count) { $lines.Dequeue() } else { "exit $([int] -not $succeeded)" }
    [Console]::WriteLine($line)
    $line
}
