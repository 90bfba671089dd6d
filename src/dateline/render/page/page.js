// Pointing at a record marks its words, and at words their records. Links work without this.
document.addEventListener("pointerover", function (happened) {
  document.querySelectorAll(".on").forEach(function (marked) { marked.classList.remove("on"); });
  var place = happened.target.closest && happened.target.closest("[data-records]");
  if (!place) return;
  place.dataset.records.split(" ").forEach(function (id) {
    document.querySelectorAll('[data-records~="' + id + '"]').forEach(function (other) { other.classList.add("on"); });
  });
});
