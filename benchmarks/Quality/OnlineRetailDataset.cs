using Recsys.Model.Data;

namespace Recsys.Quality;

/// <summary>Online Retail (Chen, UCI Machine Learning Repository 352, doi:10.24432/C5BW33, CC BY 4.0): two years' invoices of a gift
/// wholesaler.</summary>
public sealed class OnlineRetailDataset(string name, string title, string section, string protocol) : IQualityDataset
{
    public static readonly OnlineRetailDataset[] All =
    [
        new(
            "online-retail",
            "Online Retail: each customer's last invoice",
            "repeats",
            "The last invoice of each customer with at least two is held out; all its products are relevant, also those bought before."
        ),
        new(
            "online-retail-new",
            "Online Retail: each customer's last invoice",
            "new-items",
            "The same invoices, of which only the products that the customer had never bought are relevant and ranked: a shop that does "
                + "not recommend repeats."
        ),
        new(
            "online-retail-time",
            "Online Retail: split by time",
            "repeats",
            "Test part: the last tenth of the events by time, as Verify splits a shop; customers with a purchase in it, repeats allowed."
        ),
    ];

    private const string File = "online-retail/online_retail.csv.gz";
    private static readonly string[] Metrics = ["ndcg@10", "hit_rate@10", "recall@20"];

    private const string Rows = "Rows with a customer, a positive quantity and price, and a stock code that begins with five digits. ";

    public string Name => name;

    public string Title => title;

    public string Source =>
        "export the sheet of https://archive.ics.uci.edu/dataset/352/online+retail as comma-separated text with its own column names, "
            + "gzip it, and put it there.";

    public IReadOnlyList<string> Files => [File];

    public IReadOnlyList<Cell> Cells =>
        [
            new(
                section,
                Rows + protocol + " Networks, memory and peers learn from everything before.",
                Metrics,
                (run, _) =>
                {
                    var file = run.Public(File);
                    return run.Recommend(run.Make(Path.GetDirectoryName(file)!, [file]), Split.Test);
                }
            )
            {
                SideInformation = "the model reads titles and prices; the peers do not.",
            },
        ];
}
