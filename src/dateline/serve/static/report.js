// Reports: pointing at a record, or coming to it by keyboard, lights its words, and words light their records.
// Also what goes wrong with a change, said in its form, and the way back to the record that was changed.

function light(place) {
  document.querySelectorAll(".on").forEach((lit) => lit.classList.remove("on"));
  for (const id of place?.dataset.records.split(" ") ?? []) {
    document.querySelectorAll(`[data-records~="${CSS.escape(id)}"]`).forEach((lit) => lit.classList.add("on"));
  }
}
for (const happening of ["pointerover", "focusin"]) {
  document.addEventListener(happening, (event) => light(event.target.closest?.("[data-records]")));
}

document.addEventListener("click", (event) => {
  if (!event.target.matches?.("form .cancel")) return;
  const record = event.target.closest("[data-records]");
  event.target.closest(".slot").replaceChildren();
  record?.querySelector(".tools button")?.focus();
});

let changed = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest("form");
  form?.querySelectorAll(".problem").forEach((problem) => problem.replaceChildren());
  if (event.detail.requestConfig.verb === "post") changed = form?.closest("[id^='r-']")?.id ?? null;
});

function problemIn(xhr) {
  try {
    return JSON.parse(xhr.responseText).detail;
  } catch {
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    return page.querySelector("main p")?.textContent ?? "";
  }
}
const tell = (event, words) => {
  const problem = event.target.closest("form")?.querySelector(".problem");
  if (!problem) return;
  problem.textContent = words;
  event.stopPropagation();
};
const failed = (xhr) => problemIn(xhr) || `It failed (${xhr.status}).`;
// In the capture phase, so that what a form says need not be said for the whole page as well.
document.addEventListener("htmx:responseError", (event) => tell(event, failed(event.detail.xhr)), true);
document.addEventListener("htmx:sendError", (event) => tell(event, "The server can’t be reached."), true);

// A form that was fetched is for writing; a report that was changed is read on from the record.
document.addEventListener("htmx:afterSettle", (event) => {
  const form = event.target.matches?.(".slot") ? event.target.querySelector("form") : null;
  form?.querySelector("select, input:not([type=hidden])")?.focus();
  const record = changed && event.target.id === "report" ? document.getElementById(changed) : null;
  if (!record) return;
  changed = null;
  record.tabIndex = -1;
  record.focus({ preventScroll: true });
  record.scrollIntoView({ block: "nearest" });
  const said = document.getElementById("said");
  if (said) said.textContent = "Saved.";
});

// An edit waits while the store is being written. If its form was replaced meanwhile, nobody hears what it has to tell.
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, elt } = event.detail;
  if (!elt.isConnected && xhr.getResponseHeader("HX-Trigger") === "edited") window.htmx.trigger(document.body, "edited");
});
