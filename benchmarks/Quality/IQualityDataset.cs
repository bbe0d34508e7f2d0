namespace Recsys.Quality;

/// <summary>A public dataset: where it comes from, and the ways in which the pipeline is measured on it.</summary>
public interface IQualityDataset
{
    /// <summary>As <c>--only</c> names it; also the name of its settings file.</summary>
    string Name { get; }

    /// <summary>Heading on the page.</summary>
    string Title { get; }

    /// <summary>Where to get it, for whoever lacks it.</summary>
    string Source { get; }

    /// <summary>The files it needs, relative to the data folder.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>In the order of the page.</summary>
    IReadOnlyList<Cell> Cells { get; }
}
