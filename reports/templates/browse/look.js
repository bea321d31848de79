// The list of what the columns mean is long: it folds away, and each column's menu has its line anyway.
document.addEventListener("DOMContentLoaded", () => {
  const list = document.querySelector("dl.column-descriptions");
  if (!list) return;
  const fold = document.createElement("details");
  fold.className = "meanings";
  fold.append(Object.assign(document.createElement("summary"), { textContent: "What the columns mean" }));
  list.replaceWith(fold);
  fold.append(list);
});
