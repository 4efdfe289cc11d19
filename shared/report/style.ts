/** The one style of a report. The edge sends its hash in the content security policy: nothing else may style the page. */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1b1b1b; --soft: #595959; --line: #d9d9d9; --paper: #fff; --shade: #f5f5f3;
  --compliant: #17612f; --non-compliant: #a3161a; --indeterminate: #7a4b00; --not-applicable: #595959; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --soft: #adadad; --line: #444; --paper: #161616;
  --shade: #222; --compliant: #7fd49a; --non-compliant: #ff9a96; --indeterminate: #f2c073; --not-applicable: #adadad; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 52rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: break-word; }
h1, h2, h3 { line-height: 1.25; font-weight: 600; break-after: avoid; break-inside: avoid; }
h1 { font-size: 1rem; font-weight: 400; color: var(--soft); margin: 0 0 1.25rem; }
h1.title { font-size: 2rem; font-weight: 600; color: var(--ink); margin: 0 0 .5rem; }
h2 .word { white-space: nowrap; }
h2 { font-size: 1.3rem; margin: 3rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .25rem; }
p { margin: .25rem 0 .75rem; max-width: 42rem; }
ul, ol { padding-left: 1.4rem; margin: .5rem 0 1rem; }
li { margin: .3rem 0; break-inside: avoid; }
td code, dd code, li code { overflow-wrap: anywhere; }
code { font: .88em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; unicode-bidi: isolate; }
bdi { font-weight: 600; }
.soft { color: var(--soft); font-size: .9rem; }
.compliant { --verdict: var(--compliant); }
.non-compliant { --verdict: var(--non-compliant); }
.indeterminate { --verdict: var(--indeterminate); }
.not-applicable { --verdict: var(--not-applicable); }
.word { color: var(--verdict); font-weight: 600; }
.banner { border-left: .4rem solid var(--verdict); padding: .25rem 0 .25rem 1.25rem; margin: 0 0 1.5rem; }
.banner .word { font-size: 2.4rem; line-height: 1.15; margin: 0 0 .25rem; }
.banner .meaning { font-size: 1.2rem; margin: 0; }
.beside { background: var(--shade); padding: 1rem 1.25rem; margin: 2rem 0; break-inside: avoid; }
.beside h2 { font-size: 1rem; margin: 0; padding: 0; border: 0; }
.why th:first-child { width: 52%; } .why th:nth-child(2) { width: 22%; }
.packs th:first-child { width: 52%; } .inputs th { width: 23%; } .holds th { width: 24%; } .holds td:last-child { width: 20%; }
.remedy { border-left: .2rem solid var(--line); padding-left: .75rem; margin-top: .5rem; break-inside: avoid; }
table { table-layout: fixed; border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .93rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-top: 1px solid var(--line); }
th { font-weight: 600; } thead th { border-top: 0; color: var(--soft); font-weight: 400; font-size: .85rem; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1.25rem; margin: .5rem 0 1rem; break-inside: avoid; }
dt { color: var(--soft); } dd { margin: 0; }
a { color: inherit; }
footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--line); }
@media (max-width: 34rem) {
  .banner .word { font-size: 1.9rem; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin-bottom: .5rem; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tr { display: block; border-top: 1px solid var(--line); padding: .4rem 0; }
  th, td { display: block; border: 0; padding: .1rem 0; width: auto !important; }
  h1.title { font-size: 1.6rem; }
}
@page { size: A4; margin: 18mm 16mm; }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --shade: #fff;
    --compliant: #17612f; --non-compliant: #a3161a; --indeterminate: #7a4b00; --not-applicable: #444; }
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  h2 { margin-top: 2rem; }
  .beside { border: 1px solid var(--line); }
  a { text-decoration: none; }
}
`;
