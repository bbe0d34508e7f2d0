using Recsys.Model.Data;
using Recsys.Settings;

namespace Recsys.Quality;

/// <summary>The ways in which review sequences are measured.</summary>
public static class SequenceCells
{
    private const int Seeds = 3, Shuffles = 5;
    private static readonly string[] Metrics = ["ndcg@10", "hit_rate@10"];

    private const string LeaveOneOut =
        "Leave-one-out: each user's last item is held out and asked for by everything before it; the whole catalogue is ranked without "
            + "what the user has had already, and the item before the last one chooses epoch and blend. ";

    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<Cell> Of(SequenceDataset dataset) =>
        [
            new(
                "train-only",
                LeaveOneOut
                    + "Networks, memory and peers learn from what lies before the last two items, as those of the literature do; the "
                    + "published figures stand beside this cell alone. Order within a day as in the file, which is that of product codes.",
                Metrics,
                (run, _) => Measure(dataset, run, new FileOrder(), Split.Validation)
            )
            {
                SideInformation = dataset.SideInformation,
                Published = dataset.Published,
                Runs = CellRun.Seeds(Seeds),
                Settings = settings => settings with { Train = settings.Train with { Refit = false } },
            },
            new(
                "train-and-validation",
                LeaveOneOut
                    + "Once these are chosen, networks, memory and peers learn from everything before the last item, as a shop would "
                    + "before it serves. Order within a day as in the file.",
                Metrics,
                (run, _) => Measure(dataset, run, new FileOrder(), Split.Test)
            )
            {
                SideInformation = dataset.SideInformation,
                Runs = CellRun.Seeds(Seeds),
            },
            new(
                "days-shuffled",
                LeaveOneOut
                    + "Networks, memory and peers learn from everything before the last item. The times are whole days, and the order "
                    + "within one, which the file has by product code, is drawn anew in each run.",
                Metrics,
                (run, one) => Measure(dataset, run, new ShuffledDays(one.Shuffle), Split.Test)
            )
            {
                SideInformation = dataset.SideInformation,
                Runs = CellRun.Shuffles(Shuffles, Seeds),
            },
            new(
                "time-split",
                "Real times, split as Verify splits a shop: the last tenth of the events is asked for, the tenth before it chooses; "
                    + "users with a new item there. Default settings of training. Networks, memory and peers learn from everything before "
                    + "the last tenth.",
                Metrics,
                (run, _) => Measure(dataset, run, new RealTimes(), Split.Test)
            )
            {
                SideInformation = dataset.SideInformation,
                Runs = CellRun.Seeds(Seeds),
                Settings = settings =>
                    settings with
                    {
                        Data = settings.Data with { Split = DataSettings.TimeSplit },
                        Train = new TrainSettings(),
                        Prune = new PruneSettings(),
                    },
            },
        ];

    private static ScoredCell Measure(SequenceDataset dataset, DatasetRun run, ISequenceOrder order, Split learned)
    {
        var files = dataset.Convert(run, order);
        return run.Recommend(run.Make(run.Tables, files), learned);
    }
}
