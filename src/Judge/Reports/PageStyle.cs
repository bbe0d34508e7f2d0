namespace Recsys.Judge.Reports;

/// <summary>The page's style sheet: light and dark by the reader's preference, light on paper, one column on a phone.</summary>
internal static class PageStyle
{
    public const string Sheet = """
        :root { color-scheme: light dark; --ink:#1b1f24; --soft:#57606a; --line:#d0d7de; --page:#ffffff; --band:#f6f8fa; --pass:#116329;
        --fail:#b3161e; --open:#7d5200; --now:#5b8fc7; --link:#0a58a8; }
        @media (prefers-color-scheme: dark) { :root { --ink:#e6edf3; --soft:#9aa4af; --line:#3a424b; --page:#0d1117; --band:#161b22;
        --pass:#56d364; --fail:#ff7b72; --open:#e3b341; --now:#4b7fb8; --link:#79b8ff; } }
        @media print { :root { color-scheme: light; --ink:#000; --soft:#444; --line:#bbb; --page:#fff; --band:#fff; --pass:#116329;
        --fail:#b3161e; --open:#7d5200; --now:#5b8fc7; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
        main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
        h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; } h4 { font-size: .95rem; margin: 0; overflow-wrap: anywhere; }
        small { font-size: .78rem; font-weight: 400; color: var(--soft); }
        p { margin: .4rem 0; max-width: 52rem; overflow-wrap: anywhere; }
        li { max-width: 52rem; margin: .25rem 0; overflow-wrap: anywhere; } ol { padding-left: 1.5rem; } a { color: var(--link); }
        nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: 1.5rem; } section { scroll-margin-top: 1rem; }
        .verdict { border-left: .4rem solid currentColor; padding: .75rem 1rem; background: var(--band); } .verdict p { color: var(--ink); }
        .verdict .gap { border-left: .25rem solid var(--open); padding-left: .6rem; } .gap strong { color: var(--open); }
        .pass { color: var(--pass); } .fail { color: var(--fail); } .not_enough_evidence { color: var(--open); }
        .not_applicable { color: var(--soft); } .outcome { font-weight: 600; }
        .override { color: var(--fail); margin-bottom: 1rem; outline: 2px solid currentColor; }
        .muted { color: var(--soft); } .scroll { overflow-x: auto; }
        .scroll tbody th { position: sticky; left: 0; background: var(--page); }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        thead th { color: var(--soft); font-weight: 600; white-space: nowrap; } tbody th { font-weight: 600; min-width: 6rem; }
        th small, td small { display: block; } .n { text-align: right; white-space: nowrap; }
        .text { min-width: 12rem; overflow-wrap: anywhere; } .label { display: none; }
        td.ours { background: var(--band); } tr.informs { opacity: .75; }
        code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
        .gates { table-layout: auto; } .gates th { overflow-wrap: anywhere; } .gates tbody th { width: 24%; }
        .gates .outcome { display: inline-block; min-width: 4rem; } .why { width: 26%; overflow-wrap: anywhere; }
        dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1rem; margin: .5rem 0; }
        dt { color: var(--soft); overflow-wrap: anywhere; } dd { margin: 0; overflow-wrap: anywhere; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); gap: 1rem; margin: .75rem 0; }
        .card { margin: 0; padding: .75rem .9rem; border: 1px solid var(--line); border-radius: .4rem; min-width: 0; }
        .card h3 { margin: 0 0 .4rem; } .card li { overflow-wrap: anywhere; }
        figcaption { font-weight: 600; font-size: .95rem; }
        .bars { font-size: .85rem; margin-top: .4rem; }
        .bars th, .bars td { border: 0; padding: .1rem .5rem .1rem 0; vertical-align: middle; line-height: 1.3; }
        .bars tbody th { font-weight: 400; min-width: 0; width: 40%; overflow-wrap: anywhere; }
        .bars td:nth-child(2) { width: 40%; } .bars td:last-child { padding-right: 0; }
        .unseen { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
        .share { display: block; width: 100%; height: .7rem; background: none; } .share rect { fill: var(--now); }
        .share line { stroke: var(--ink); stroke-width: 2; vector-effect: non-scaling-stroke; }
        .interval { display: block; max-width: 100%; } svg line { stroke: var(--line); stroke-width: 1; }
        svg .bound { stroke: var(--ink); stroke-width: 2; stroke-dasharray: 4 3; } svg .zero { stroke: var(--soft); }
        svg .bar { stroke: currentColor; stroke-width: 6; stroke-linecap: round; }
        svg .dot { fill: currentColor; stroke: var(--page); stroke-width: 2; }
        .curve { display: block; width: 100%; height: auto; }
        .curve polyline { fill: none; stroke: var(--now); stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
        .curve .ring { fill: var(--page); stroke: var(--ink); stroke-width: 2; }
        .curve text { font-size: 12px; fill: var(--soft); } .curve .end { text-anchor: end; } .curve .middle { text-anchor: middle; }
        @media (max-width: 44rem) {
          .gates, .gates tbody, .gates tr, .gates tbody th, .gates tbody td { display: block; width: auto; }
          .gates thead { display: none; } .gates th, .gates td { border: 0; padding: .1rem 0; }
          .gates tr { border-bottom: 1px solid var(--line); padding: .6rem 0; }
          .gates .n { text-align: left; white-space: normal; } .gates .n small { display: inline; margin-left: .5rem; }
          .gates .label { display: inline; color: var(--soft); } .picture .interval { width: 15rem; }
        }
        @media (max-width: 34rem) {
          dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
          .scroll tbody th { min-width: 7.5rem; max-width: 9rem; overflow-wrap: anywhere; }
          .scroll .n small { white-space: normal; max-width: 4.2rem; margin-left: auto; }
        }
        @media print { @page { margin: 12mm; } body { font-size: 10pt; } main { max-width: none; padding: 0 1px; } nav { display: none; }
        h2, h3, h4, p.muted { break-after: avoid; } tr, .card, .verdict, dl > * { break-inside: avoid; } .scroll { overflow: visible; }
        table { font-size: 8pt; } th, td { padding-right: .35rem; } small { font-size: 7pt; } .picture .interval { width: 24mm; }
        .cards { grid-template-columns: 1fr 1fr; } }
        """;
}
