// ---- which studies, in which order
const textOf = study => study.text ??= [
  study.name, study.title, study.journal, study.design, study.year, ...(study.sentences || []),
  ...study.results?.map(result => word(result, "outcomeWord")) || [], ...study.lines.map(line => line[0]),
].filter(Boolean).join("\n").toLowerCase();

const fits = () => {
  const asked = view.words.toLowerCase().split(/\s+/).filter(Boolean);
  const designs = new Set(view.designs), fields = new Set(view.fields);
  const within = (value, low, high) => (low === null && high === null) || (value !== undefined && (low === null || value >= low) && (high === null || value <= high));
  return study => (!designs.size || designs.has(study.design || ""))
    && (!fields.size || (study.fields || none).some(at => fields.has(data.words[at])))
    && within(study.year, view.from, view.to) && within(study.n, view.least, view.most)
    && (!view.flag || (view.flag === "1") === !!study.wrong)
    && asked.every(each => textOf(study).includes(each));
};
const choosy = () => !!(view.words.trim() || view.flag || LISTS.some(name => view[name].length) || NUMBERS.some(name => view[name] !== null));

// precision: how wide the confidence interval is; of a ratio on the scale of its logarithm
const width = result => {
  const low = of(result, "low"), high = of(result, "high"), kind = word(result, "intervalWord");
  if (typeof low !== "number" || typeof high !== "number" || !(kind.endsWith("CI") || kind.startsWith("Wilson"))) return null;
  return is(result, "ratio") ? Math.log(high / low) : high - low;
};
const point = result => typeof of(result, "point") === "number" ? of(result, "point") : null;
// what a study is sorted by: its own result, else that of its first arm that has one
const keyOf = (study, column) => {
  const measure = view.way === "narrow" ? width : point;
  for (const line of linesOf(study)) for (const result of found(line, column).slice(0, 1)) if (measure(result) !== null) return measure(result);
  return null;
};
const sorted = list => {
  if (!view.by) return list;
  const down = view.way === "down" ? -1 : 1;
  if (view.by === "study") return down > 0 ? list : [...list].reverse();
  const column = visible().find(c => c.id === view.by || c.of.some(at => columns[at].id === view.by)) || columnOf.get(view.by);
  const key = study => ["year", "n"].includes(view.by) ? study[view.by] ?? null : keyOf(study, column);
  // what is not reported stays below
  return list.map(study => [key(study), study])
    .sort(([a, s], [b, t]) => (a === null) - (b === null) || down * (a - b) || s.order - t.order)
    .map(([, study]) => study);
};
// the studies to show, with the name of its group before the first of each
const picked = () => {
  const list = sorted(studies.filter(fits()));
  if (!view.group) return list;
  const groups = new Map();
  for (const study of list) groups.has(study.design || "") ? groups.get(study.design || "").push(study) : groups.set(study.design || "", [study]);
  return [...groups].sort(([a, x], [b, y]) => !a - !b || y.length - x.length || (a < b ? -1 : 1))
    .flatMap(([design, members]) => [{ band: design || "Design not stated", count: members.length }, ...members]);
};
