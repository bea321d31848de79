// What Datasette's own pages lack. The list of what the columns mean is long: it folds away; each column's menu has its line.
document.documentElement.lang = "en";
document.addEventListener("DOMContentLoaded", () => {
  const list = document.querySelector("dl.column-descriptions");
  if (!list) return;
  const fold = Object.assign(document.createElement("details"), { className: "meanings" });
  fold.append(Object.assign(document.createElement("summary"), { textContent: "What the columns mean" }));
  list.replaceWith(fold);
  fold.append(list);
});
// after Datasette has made its editor, which it does on load
addEventListener("load", () => setTimeout(() =>
  document.querySelector(".CodeMirror textarea")?.setAttribute("aria-label", "SQL")));
