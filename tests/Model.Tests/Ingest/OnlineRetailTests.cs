using Recsys.Contracts.Artifacts;
using Recsys.Model.Ingest;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Ingest;

public sealed class OnlineRetailTests
{
    [Fact]
    public void The_real_table_gives_the_counts_of_its_readme()
    {
        var repository = Repository();
        var shared = Environment.GetEnvironmentVariable("RECSYS_SHARED_DATA") ?? Path.Combine(repository, "..", "shared", "data");
        var folder = Path.Combine(shared, "online-retail");
        if (!File.Exists(Path.Combine(folder, "online_retail.csv.gz")))
            Assert.Skip(
                $"the Online Retail table is not in {Path.GetFullPath(folder)}; examples/online-retail/README.md says where to get it"
            );
        var settings = SettingsFile.Read(Path.Combine(repository, "examples", "online-retail", "recsys.json"));
        var output = Directory.CreateTempSubdirectory("recsys-retail-");
        try
        {
            var manifest = new Ingestion(settings, folder)
                .Run(Path.Combine(output.FullName, "dataset"), Path.Combine(output.FullName, "history"))
                .Manifest;
            var report = manifest.Tables["events"];

            Assert.Equal((541_909, 404_909, 135_080, 5_220), (report.Read, report.Kept, report.Anonymous, report.Repeated));
            Assert.Equal([new KeyValuePair<string, long>(Reason.UnknownProduct, 1_920)], report.Rejected);
            Assert.Equal(
                (4_363, 3_914, "integer", "text"),
                (manifest.Users, manifest.Products, manifest.UserIdType, manifest.ProductIdType)
            );
            var returns = Tsv.Read(Path.Combine(output.FullName, "dataset", Tables.Events), Tables.EventColumns)
                .Count(row => row[2] == "return");
            Assert.Equal(8_539, returns);
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Recsys.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        return folder;
    }
}
