// ---- the table as data: what the page embeds, unpacked when it is asked for
const $ = (one, within = document) => within.querySelector(one), $$ = (all, within = document) => [...within.querySelectorAll(all)];
const make = (tag, name, ...inside) => { const e = document.createElement(tag); if (name) e.className = name; e.append(...inside); return e; };
const data = JSON.parse($("#data").textContent);
const place = Object.fromEntries(data.fields.map((name, i) => [name, i]));
const bit = Object.fromEntries(data.marks.map((name, i) => [name, 1 << i]));
const columns = data.columns.map((column, at) => ({ ...column, of: [at] }));
const columnOf = new Map(columns.map(column => [column.id, column]));
const studies = data.studies;
studies.forEach((study, order) => { study.order = order; });
const studyOf = new Map(studies.map(study => [study.stem, study]));

// one property of a result; its empty end is not stored
const of = (result, name) => result[place[name]];
const word = (result, name) => data.words[result[place[name]] || 0];
const is = (result, mark) => (of(result, "marks") & bit[mark]) !== 0;

// a study's lines: its own first, then one an arm; each with its results by the place of their column
const linesOf = study => study.unpacked ??= study.lines.map(([arm, n, cells], i) => ({
  study, arm, n, first: i === 0, cells: new Map(cells.map(([at, ...found]) => [at, found.map(j => study.results[j])])),
}));
// the results in a cell with the time of their column; a column stands for several when times are shown together
const found = (line, column) => column.of.length === 1
  ? line.cells.get(column.of[0]) || none
  : column.of.flatMap(at => line.cells.get(at) || none);
const none = [];
const timeOf = (line, column, result) => columns[column.of.find(at => line.cells.get(at)?.includes(result))]?.time || "";
