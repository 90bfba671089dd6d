// Keys, the token of changes, dialogs, copying, and charts. No page needs it to be read.

const token = document.querySelector('meta[name="dateline-token"]')?.content;
document.addEventListener("htmx:configRequest", (event) => {
  if (token) event.detail.headers["X-Dateline-Token"] = token;
});

// A request that failed says so where the reader is looking, not only in the console.
const say = (text) => {
  const place = document.getElementById("said");
  if (place) place.textContent = text;
};
document.addEventListener("htmx:responseError", (event) => {
  say(`That did not work: the server answered ${event.detail.xhr.status}.`);
});
document.addEventListener("htmx:sendError", () => say("That did not work: the server can't be reached."));
document.addEventListener("htmx:beforeRequest", () => say(""));

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const open = () => document.querySelector("dialog[open]");

function show(entry) {
  const link = entry.querySelector("a, button, summary") ?? entry;
  if (link === entry) entry.tabIndex = -1;
  link.focus({ preventScroll: true });
  entry.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const entries = [...document.querySelectorAll("main .entry, main .record")].filter((entry) => entry.offsetParent);
  if (!entries.length) return;
  const at = entries.findIndex((entry) => entry.contains(document.activeElement));
  show(entries[Math.min(entries.length - 1, Math.max(0, at + by))]);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || open()) return;
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

// A list of choices closes when the reader goes elsewhere.
const closeChoices = (but) => {
  for (const choice of document.querySelectorAll(".choice[open]")) if (!choice.contains(but)) choice.open = false;
};
document.addEventListener("focusin", (event) => closeChoices(event.target));
document.addEventListener("keydown", (event) => {
  const choice = event.key === "Escape" && event.target.closest(".choice[open]");
  if (!choice) return;
  choice.open = false;
  choice.querySelector("summary").focus();
});

document.addEventListener("click", async (event) => {
  closeChoices(event.target);
  const button = event.target.closest("[data-dialog], [data-copy]");
  if (!button) return;
  if (button.dataset.dialog) document.getElementById(button.dataset.dialog).showModal();
  else {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText.trim());
    say("Copied.");
  }
});

// Charts: <div class="chart" data-spec="/address/of/spec.json">. The library is large, so it is loaded only with one.
// Colours are the page's own properties, so that a drawn chart follows it into the dark, and onto light paper.
function look() {
  const of = (name) => `var(--${name})`;
  const text = { labelColor: of("quiet"), titleColor: of("ink"), labelFontSize: 12, titleFontSize: 12 };
  const lines = { gridColor: of("line"), domainColor: of("line"), tickColor: of("line"), titleFontWeight: 500 };
  return {
    background: "transparent",
    font: "system-ui, sans-serif",
    view: { stroke: null },
    axis: { ...text, ...lines },
    legend: text,
    header: text,
    title: { color: of("ink"), subtitleColor: of("quiet") },
    text: { color: of("ink") },
    rule: { color: of("quiet") },
  };
}

// A point of a chart leads to its entry: on this page if it stands here, else where `address` says.
function follow(datum) {
  const entry = datum?.entry && document.getElementById(datum.entry);
  if (entry) show(entry);
  else if (datum?.address?.startsWith("/")) location.assign(datum.address);
}

async function draw(element) {
  const known = getComputedStyle(document.documentElement);
  try {
    const [{ vegaEmbed }, answer] = await Promise.all([import("/static/vega.js"), fetch(element.dataset.spec)]);
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    const spec = await answer.json();
    for (const param of spec.params ?? [])
      if (known.getPropertyValue(`--${param.name}`)) param.value = `var(--${param.name})`;
    element.replaceChildren();
    const chart = await vegaEmbed(element, spec, {
      ast: true, // a strict content security policy forbids compiled expressions
      actions: false,
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
      renderer: "svg",
      config: look(),
    });
    // For ears, the place of a chart says what it is, and its numbers are in a table.
    element.querySelector("svg")?.setAttribute("aria-hidden", "true");
    chart.view.addEventListener("click", (_, item) => follow(item?.datum));
  } catch (error) {
    element.textContent = `The chart can't be drawn: ${error.message}. Its numbers are in the table.`;
  }
}
const charts = (root) => root.querySelectorAll(".chart[data-spec]").forEach(draw);
charts(document);
document.addEventListener("htmx:load", (event) => event.target !== document.body && charts(event.target));
