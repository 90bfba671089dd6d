// Keys, the token of changes, and charts. No page needs it to be read.

const token = document.querySelector('meta[name="dateline-token"]')?.content;
document.addEventListener("htmx:configRequest", (event) => {
  if (token) event.detail.headers["X-Dateline-Token"] = token;
});

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function step(by) {
  const entries = [...document.querySelectorAll(".entry, .record")];
  if (!entries.length) return;
  const at = entries.findIndex((entry) => entry.contains(document.activeElement));
  const next = entries[Math.min(entries.length - 1, Math.max(0, at + by))];
  const link = next.querySelector("a, button") ?? next;
  if (link === next) next.tabIndex = -1;
  link.focus();
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = {
    "/": () => document.getElementById("quick").focus(),
    "?": () => document.getElementById("help").showModal(),
    j: () => step(1),
    k: () => step(-1),
  }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

// Charts: <div class="chart" data-spec="/address/of/spec.json">. The library is large, so it is loaded only with one.
async function draw(element) {
  const { vegaEmbed } = await import("/static/vega.js");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const spec = await (await fetch(element.dataset.spec)).json();
  await vegaEmbed(element, spec, {
    ast: true, // a strict content security policy forbids compiled expressions
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    theme: dark ? "dark" : undefined,
    config: { background: "transparent" },
  });
}
const charts = (root) => root.querySelectorAll(".chart[data-spec]").forEach((element) => draw(element));
charts(document);
document.addEventListener("htmx:load", (event) => event.target !== document.body && charts(event.target));
