using System.Management.Automation;
using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>
/// What a command's routers are doing, as PowerShell's progress: one bar, and if there are several routers, one below it for each
/// that is worked on. The workers tell it; the pipeline thread asks.
/// </summary>
/// <param name="activity">The command.</param>
internal sealed class ProgressTree(string activity)
{
    private const int Root = 0;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, Branch> _working = [];
    private readonly List<ProgressRecord> _ended = [];
    private int _all;
    private int _begun;
    private RouterProgress? _step;

    /// <summary>So many are going to be worked on.</summary>
    internal void Expect(int all)
    {
        lock (_lock)
        {
            _all = all;
        }
    }

    /// <summary>One of them is worked on from now on.</summary>
    /// <returns>Its number.</returns>
    internal int Begin(string name)
    {
        lock (_lock)
        {
            _working.Add(++_begun, new Branch(name));
            return _begun;
        }
    }

    /// <summary>One of them is at a step; without a number the only one.</summary>
    internal void Tell(int? number, RouterProgress step)
    {
        lock (_lock)
        {
            _step = step;
            if (number is { } key && _working.TryGetValue(key, out Branch? branch))
            {
                branch.Step = step;
            }
        }
    }

    /// <summary>One of them is done with.</summary>
    internal void End(int number)
    {
        lock (_lock)
        {
            if (_working.Remove(number, out Branch? branch) && branch.IsShown)
            {
                _ended.Add(Ended(number, branch.Name));
            }
        }
    }

    /// <summary>What is to be shown now.</summary>
    internal ProgressRecord[] Now(TimeSpan elapsed)
    {
        lock (_lock)
        {
            if (_all < 2)
            {
                return [Record(Root, activity, Text.ProgressStep.With(Words(_step), elapsed.TotalSeconds), Percent(_step))];
            }

            int done = _begun - _working.Count;
            ProgressRecord[] records =
            [
                Record(Root, activity, Text.ProgressRouters.With(done, _all, elapsed.TotalSeconds), done * 100 / _all),
                .. _ended,
                .. _working.Select(pair => Record(pair.Key, pair.Value.Name, Words(pair.Value.Step), Percent(pair.Value.Step))),
            ];
            _ended.Clear();
            foreach (Branch branch in _working.Values)
            {
                branch.IsShown = true;
            }

            return records;
        }
    }

    /// <summary>What ends all that was shown.</summary>
    internal ProgressRecord[] Rest()
    {
        lock (_lock)
        {
            return [.. _ended, .. _working.Where(pair => pair.Value.IsShown).Select(pair => Ended(pair.Key, pair.Value.Name)), Ended(Root, activity)];
        }
    }

    private static ProgressRecord Ended(int id, string name)
    {
        ProgressRecord record = Record(id, name, Text.ProgressWorking, -1);
        record.RecordType = ProgressRecordType.Completed;
        return record;
    }

    private static ProgressRecord Record(int id, string name, string words, int percent) =>
        new(id, name, words) { PercentComplete = percent, ParentActivityId = id == Root ? -1 : Root };

    private static string Words(RouterProgress? step) => step switch
    {
        null => Text.ProgressWorking,
        { Total: 0 } => step.Words,
        _ => Text.ProgressOf.With(step.Words, step.Number, step.Total),
    };

    private static int Percent(RouterProgress? step) => step is { Total: > 0 } ? Math.Min(100, (step.Number - 1) * 100 / step.Total) : -1;

    private sealed class Branch(string name)
    {
        internal string Name => name;

        internal RouterProgress? Step { get; set; }

        internal bool IsShown { get; set; }
    }
}
