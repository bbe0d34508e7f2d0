namespace Recsys.Build.Reporting;

/// <summary>The page's style sheet: light and dark by the reader's preference, light on paper, one column on a phone.</summary>
internal static class PageStyle
{
    public const string Sheet = """
        :root { color-scheme: light dark; --ink:#1b1f24; --soft:#57606a; --line:#d0d7de; --page:#ffffff; --band:#f6f8fa; --pass:#116329; --fail:#b3161e; --open:#7d5200; }
        @media (prefers-color-scheme: dark) { :root { --ink:#e6edf3; --soft:#9aa4af; --line:#3a424b; --page:#0d1117; --band:#161b22; --pass:#56d364; --fail:#ff7b72; --open:#e3b341; } }
        @media print { :root { color-scheme: light; --ink:#000; --soft:#444; --line:#bbb; --page:#fff; --band:#fff; --pass:#116329; --fail:#b3161e; --open:#7d5200; } section { break-inside: avoid; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
        main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; }
        p { margin: .4rem 0; max-width: 46rem; overflow-wrap: anywhere; } li { max-width: 46rem; margin: .25rem 0; overflow-wrap: anywhere; }
        .verdict { border-left: .4rem solid currentColor; padding: .75rem 1rem; background: var(--band); } .verdict p { color: var(--ink); }
        .pass { color: var(--pass); } .fail { color: var(--fail); } .not_enough_evidence { color: var(--open); } .not_applicable { color: var(--soft); } .outcome { font-weight: 600; } .override { color: var(--fail); margin-bottom: 1rem; outline: 2px solid currentColor; }
        .muted { color: var(--soft); } .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        thead th { color: var(--soft); font-weight: 600; white-space: nowrap; } tbody th { font-weight: 600; }
        .n { text-align: right; white-space: nowrap; } .n small { display: block; color: var(--soft); font-size: .75rem; }
        tr.ours { background: var(--band); } code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
        dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1rem; margin: .5rem 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
        .gate { border-top: 1px solid var(--line); padding: .75rem 0; } .gate h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; } .gate svg { display: block; max-width: 100%; margin: .25rem 0; }
        svg line { stroke: var(--line); stroke-width: 1; } svg .bound { stroke: var(--ink); stroke-width: 2; stroke-dasharray: 4 3; } svg .zero { stroke: var(--soft); }
        svg .bar { stroke: currentColor; stroke-width: 6; stroke-linecap: round; } svg .dot { fill: currentColor; stroke: var(--page); stroke-width: 2; }
        @media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
        """;
}
