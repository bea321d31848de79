// ---- the view: what is chosen, kept in the address, so that a link shows the same
const LISTS = ["designs", "fields"], NUMBERS = ["from", "to", "least", "most"];
const usual = data.usual.map(at => columns[at].id);
const plain = () => ({
  words: "", designs: [], fields: [], from: null, to: null, least: null, most: null, flag: "",
  columns: [...usual], by: "", way: "", group: false, arms: studies.length <= 25, turned: new Set(), together: false, wordings: false,
});
let view = plain();
const memory = "evidence view of " + location.pathname;

const written = () => {
  const base = plain(), said = [], say = (name, value) => said.push(`${name}=${encodeURIComponent(value)}`);
  if (view.words.trim()) say("words", view.words.trim());
  for (const name of LISTS) for (const each of view[name]) say(name, each);
  for (const name of NUMBERS) if (view[name] !== null) say(name, view[name]);
  if (view.flag) say("flag", view.flag);
  if (view.columns.join() !== usual.join()) said.push("columns=" + view.columns.map(encodeURIComponent).join(","));
  if (view.by) { say("by", view.by); say("way", view.way); }
  for (const name of ["group", "together", "wordings"]) if (view[name]) say(name, 1);
  if (view.arms !== base.arms) say("arms", +view.arms);
  for (const stem of view.turned) say("turned", stem);
  return said.join("&");
};
const keep = () => {
  const said = written();
  if (said === location.hash.slice(1)) return;
  try { history.replaceState(null, "", said ? "#" + said : location.pathname + location.search); } catch { location.hash = said; }
  try { sessionStorage.setItem(memory, said); } catch { /* a mailed page may not */ }
};
const read = said => {
  const next = plain(), it = new URLSearchParams(said.replace(/\+/g, "%2B")), ids = it.get("columns");
  const number = name => { const value = it.get(name); return value !== null && value !== "" && isFinite(value) ? +value : null; };
  next.words = it.get("words") || "";
  for (const name of LISTS) next[name] = it.getAll(name);
  for (const name of NUMBERS) next[name] = number(name);
  next.flag = ["0", "1"].includes(it.get("flag")) ? it.get("flag") : "";
  if (ids !== null) next.columns = inOrder(new Set(ids.split(",")));
  const by = it.get("by"), way = it.get("way");
  if (["study", "year", "n"].includes(by) || columnOf.has(by)) if (["up", "down", "narrow"].includes(way)) { next.by = by; next.way = way; }
  for (const name of ["group", "together", "wordings"]) next[name] = it.get(name) === "1";
  if (it.has("arms")) next.arms = it.get("arms") === "1";
  next.turned = new Set(it.getAll("turned").filter(stem => studyOf.has(stem)));
  return next;
};
// columns stand in the order of the vocabulary, however they were chosen
const inOrder = chosen => columns.map(column => column.id).filter(id => chosen.has(id));
const unfolded = study => view.arms !== view.turned.has(study.stem);

// the columns as shown: those that differ in time alone are one where the reader wants times together
const visible = () => {
  const chosen = view.columns.map(id => columnOf.get(id));
  if (!view.together) return chosen;
  const groups = new Map();
  for (const column of chosen) {
    const same = column.same.join("|");
    if (groups.has(same)) continue;
    const all = columns.map((c, at) => [c, at]).filter(([c]) => c.same.join("|") === same);
    const [label, sub] = all.length > 1 ? column.timeless : [column.label, column.sub];
    // the time most studies tell stands first
    all.sort((a, b) => b[0].studies - a[0].studies || a[1] - b[1]);
    groups.set(same, { ...column, label, sub, of: all.map(([, at]) => at) });
  }
  return [...groups.values()];
};
