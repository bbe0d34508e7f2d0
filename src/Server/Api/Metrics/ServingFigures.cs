namespace Recsys.Server.Api.Metrics;

/// <summary>What is served, the state of the store, and what the process takes.</summary>
internal static class ServingFigures
{
    public static Action<PrometheusText> Of(Lifecycle lifecycle) => text =>
    {
        text.Gauge("recsys_ready", "1: requests are answered and should be sent here.", lifecycle.Phase == Phase.Ready ? 1 : 0);
        if (lifecycle.Serving is not var (engine, events)) return;
        text.Gauge("recsys_bundle_info", "The bundle that answers.", 1, ("bundle", engine.BundleHash));
        text.Gauge("recsys_products", "Products of the bundle.", engine.Catalogue.Count);
        var state = events.State;
        text.Gauge("recsys_store_healthy", "0: the event store could not be read or written at the last attempt.", state.Healthy ? 1 : 0)
            .Gauge("recsys_store_users", "Users whose history is in memory.", state.Users)
            .Gauge("recsys_store_memory_bytes", "Memory that histories take.", state.Bytes)
            .Gauge("recsys_store_memory_limit_bytes", "Most memory for histories.", state.Limit)
            .Gauge("recsys_store_disk_bytes", "What the store takes on disk.", state.DiskBytes)
            .Counter("recsys_store_evictions_total", "Histories that had to go from memory.", state.Evicted);
    };

    public static void Process(PrometheusText text)
    {
        var memory = GC.GetGCMemoryInfo();
        text.Gauge("process_resident_memory_bytes", "Resident memory.", Environment.WorkingSet)
            .Counter("process_cpu_seconds_total", "Time on processors.", Environment.CpuUsage.TotalTime.TotalSeconds)
            .Gauge("dotnet_heap_bytes", "Managed heap after the last collection.", memory.HeapSizeBytes)
            .Gauge("dotnet_memory_limit_bytes", "Memory that the managed heap may take.", memory.TotalAvailableMemoryBytes)
            .Counter("dotnet_collections_total", "Garbage collections.", GC.CollectionCount(0))
            .Counter("dotnet_collection_pause_seconds_total", "Time in garbage collections.", GC.GetTotalPauseDuration().TotalSeconds);
    }
}
