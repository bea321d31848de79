// A plot's pooled line follows what the reader ticks: the same numbers and words as the server prints, by Pool (pool.js).
(() => {
  const all = (what, within) => [...within.querySelectorAll(what)];
  const fixed = (x, digits) => { const t = Math.abs(x).toFixed(digits); return (x < 0 && +t ? "−" : "") + t; };
  const between = (low, high) => (low + high).includes("−") ? `${low} to ${high}` : `${low}–${high}`;
  const thousands = n => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
  const variance = t => t >= 0.005 ? fixed(t, 2) : t > 1e-6 ? "<0.01" : "0";
  const asked = () => new Map(location.hash.slice(1).split("&").map(part => part.split("=")).filter(part => part.length === 2));

  class Plot {
    constructor(section) {
      this.section = section;
      this.data = JSON.parse(section.querySelector("script").textContent);
      this.lines = this.data.lines;
      // a page on which nothing can be pooled comes without Pool
      this.fit = this.data.poolable && Pool[{ two_arm: "twoArm" }[this.data.fit] || this.data.fit];
      this.drawings = all("svg[data-left]", section).map(svg => ({
        svg, left: +svg.dataset.left, right: +svg.dataset.right, room: +svg.dataset.room, sum: svg.querySelector(".sum"),
        rows: all(".row", svg).map(g => {
          const mark = g.querySelector(".solid, .hollow"), span = g.querySelector(".span"), number = g.querySelector(".number");
          const [, , middle] = (span || mark)?.getAttribute("d").match(/M(\S+) ([\d.]+)/) || [];
          return { g, mark, span, number, weight: g.querySelector(".weight"), outer: g.querySelector(".outer"), middle: +middle,
            at: { mark: mark?.getAttribute("d"), span: span?.getAttribute("d"), number: [...number.childNodes] } };
        }),
      }));
      this.facts = section.querySelector(".pooled-facts");
      this.said = section.querySelector(".live");
      this.usual = this.facts?.textContent;
      this.first = this.drawings.map(d => d.sum && [...d.sum.children].map(e => [e.getAttribute("d"), e.textContent]));
      this.boxes = this.data.poolable ? this.tick() : [];
      this.wire();
      if (asked().has(section.id)) this.read();  // else the page shows what the server computed
      else this.press(this.ticked());
    }

    // ---- what the reader can do
    tick() {
      return all(".picks li", this.section).map((li, i) => {
        const line = this.lines[i];
        if (!line.give) return null;
        const box = document.createElement("input");
        Object.assign(box, { type: "checkbox", checked: line.use });
        box.setAttribute("aria-label", `${[line.name, line.arm].filter(Boolean).join(", ")}: in the estimate`);
        box.addEventListener("change", () => { this.loo = false; this.write(); });
        li.prepend(box);
        return box;
      });
    }
    sets() {  // which lines each button ticks
      const of = keep => this.lines.map((line, i) => Boolean(this.boxes[i]) && line.use && keep(line));
      return { all: of(() => true), derived: of(l => !l.derived), flagged: of(l => !l.flagged), same: of(l => l.same) };
    }
    ticked() { return this.boxes.map(box => Boolean(box?.checked)); }
    wire() {
      const tools = this.section.querySelector(".tools");
      if (tools) tools.hidden = false;
      this.buttons = all("[data-set]", this.section);
      for (const button of this.buttons) button.addEventListener("click", () => {
        const name = button.dataset.set;
        if (name === "loo") this.loo = !this.loo;
        else { this.loo = false; this.set(this.sets()[name]); }
        this.write();
      });
      this.force = this.section.querySelector(".force input");
      this.force?.closest(".force").removeAttribute("hidden");
      this.force?.addEventListener("change", () => this.write());
      all("[data-save]", this.section).forEach(b => b.addEventListener("click", () => this.save(b.dataset.save)));
    }
    set(wanted) { this.boxes.forEach((box, i) => { if (box) box.checked = wanted[i]; }); }

    // ---- the state stands in the address: the lines that are not as the page opened, "loo", "force"
    read() {
      const said = (asked().get(this.section.id) || "").split(".");
      this.boxes.forEach((box, i) => { if (box) box.checked = this.lines[i].use !== said.includes(String(i)); });
      this.loo = said.includes("loo");
      if (this.force) this.force.checked = said.includes("force");
      if (this.boxes.length) this.show();
    }
    write() {
      const said = this.boxes.map((box, i) => box && box.checked !== this.lines[i].use ? String(i) : "").filter(Boolean);
      if (this.loo) said.push("loo");
      if (this.force?.checked) said.push("force");
      const state = asked();
      if (said.length) state.set(this.section.id, said.join(".")); else state.delete(this.section.id);
      const hash = [...state].map(part => part.join("=")).join("&");
      history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
      this.show();
    }

    // ---- pooling
    columns(places) { return this.lines[places[0]].give.map((_, c) => places.map(i => this.lines[i].give[c])); }
    pool(places) {
      if (places.length < 2) return { why: this.data.nothing };
      if (this.unlike(places) && this.force && !this.force.checked) return { why: this.data.refused };
      try {
        const found = this.fit(...this.columns(places));
        return this.data.widest && found.high - found.low > this.data.widest ? { why: this.data.wide } : found;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return { why: this.data.nothing };
      }
    }
    unlike(places) {  // as extractor/pool/alike.py: two that say different things; one that says nothing differs from none
      const said = way => new Set(places.map(i => this.lines[i].means[way]).filter(Boolean));
      return this.data.doubted || this.lines[0].means.some((_, way) => said(way).size > 1);
    }
    twice(places) {  // studies with more than one result in the estimate
      const many = of => places.filter(i => this.lines[i].study === of).length > 1, met = this.data.fit === "two_arm" ? [] : places;
      const names = [...new Set(met.filter(i => many(this.lines[i].study)).map(i => this.lines[i].name))];
      return names.length ? `More than one result of ${names.join(", ")} is pooled: patients may count twice.` : "";
    }
    number(x) { return fixed(x * this.data.times, this.data.digits); }
    estimate(found) { return `${this.number(found.point)} (${between(this.number(found.low), this.number(found.high))})`; }
    prediction(found) {
      return found.prediction_low === null ? "" : `prediction ${between(this.number(found.prediction_low), this.number(found.prediction_high))}`;
    }
    told(found, places) {
      const studies = new Set(places.map(i => this.lines[i].study)).size, many = studies === 1 ? "1 study" : `${studies} studies`;
      return [(found.k === studies ? many : `${found.k} results of ${many}`) + " pooled",
        found.n === null ? "" : found.events === null ? `${thousands(found.n)} patients` : `${thousands(found.events)} of ${thousands(found.n)} patients`,
        found.i2 === null ? "" : `I² ${fixed(found.i2, 0)}%`, found.tau2 === null ? "" : `τ² ${variance(found.tau2)}`,
      ].filter(Boolean).join(" · ");
    }

    // ---- drawing
    x(drawing, value) {
      const { low, high, log } = this.data.axis, f = log ? Math.log : v => v;
      const part = log && value <= 0 ? 0 : (f(value) - f(low)) / (f(high) - f(low));
      return +(drawing.left + Math.round(1e4 * Math.min(1, Math.max(0, part))) / 1e4 * (drawing.right - drawing.left)).toFixed(1);
    }
    show() {
      const ticks = this.ticked(), places = ticks.flatMap((on, i) => on ? [i] : []), found = this.pool(places);
      const weights = this.lines.map(() => null);
      if (!found.why) places.forEach((i, j) => { weights[i] = found.weights[j]; });
      const rests = this.loo && !found.why && places.length > 2 ? Pool.leaveOneOut(this.fit, ...this.columns(places)) : [];
      for (const drawing of this.drawings) {
        this.showSum(drawing, found, !found.why && this.unlike(places));
        drawing.rows.forEach((row, i) => this.showRow(drawing, row, i, ticks[i], weights, rests.length ? rests[places.indexOf(i)] || null : undefined, found.why));
      }
      if (this.facts) this.facts.textContent = found.why ? "" : this.told(found, places);
      this.press(ticks);
      this.said.textContent = [
        rests.length ? "Each line now shows the estimate without that study." : "",
        found.why ? "" : this.twice(places),
      ].filter(Boolean).join(" ");
      const caveat = this.section.querySelector(".caveat"), refusal = this.section.querySelector(".refusal");
      if (caveat) caveat.hidden = Boolean(found.why) || !this.unlike(places);
      if (refusal) refusal.hidden = !found.why;
    }
    press(ticks) {
      const sets = this.sets(), same = set => set.every((on, i) => on === ticks[i]);
      for (const button of this.buttons) {
        const name = button.dataset.set;
        button.setAttribute("aria-pressed", String(name === "loo" ? Boolean(this.loo) : !this.loo && same(sets[name])));
      }
    }
    showSum({ sum, ...drawing }, found, unlike) {
      if (!sum) return;
      const text = (what, words) => { sum.querySelector(what).textContent = words; };
      const draw = (what, path) => sum.querySelector(what).setAttribute("d", path);
      const m = +sum.dataset.middle, half = +sum.dataset.half, at = v => this.x(drawing, v * this.data.times);
      text(".name", found.why || (unlike ? "Pooled, though not alike" : "Pooled (random effects)"));
      text(".count", found.why || found.events === null ? "" : `${found.events}/${found.n}`);
      text(".number", found.why ? "" : this.estimate(found));
      text(".prediction", found.why ? "" : this.prediction(found));
      draw(".diamond", found.why ? "" : `M${at(found.low)} ${m}L${at(found.point)} ${m - half}L${at(found.high)} ${m}L${at(found.point)} ${m + half}z`);
      draw(".predicted", found.why || found.prediction_low === null ? "" : `M${at(found.prediction_low)} ${m}H${at(found.prediction_high)}`);
    }
    showRow(drawing, row, i, on, weights, rest, why) {
      row.g.classList.toggle("out", !on && !why);
      row.g.classList.toggle("rest", Boolean(rest));
      if (row.weight) row.weight.textContent = weights[i] === null ? "" : fixed(weights[i], 1) + "%";
      if (rest === undefined) {
        row.span?.setAttribute("d", row.at.span);
        row.number.replaceChildren(...row.at.number);
        if (row.mark) row.mark.setAttribute("d", weights[i] === null ? row.at.mark : this.square(drawing, row, weights[i] / Math.max(...weights)));
      } else {
        const at = v => this.x(drawing, v * this.data.times), m = row.middle;
        row.number.textContent = rest ? this.estimate(rest) : "";
        row.span?.setAttribute("d", rest ? `M${at(rest.low)} ${m}H${at(rest.high)}` : "");
        row.mark?.setAttribute("d", rest ? `M${at(rest.point) - 5} ${m}l5 -5l5 5l-5 5z` : "");
      }
    }
    square(drawing, row, part) {
      const side = Math.max(5, +(drawing.room * Math.sqrt(part)).toFixed(1)), [, x, , w] = row.at.mark.match(/M(\S+) (\S+?)h([\d.]+)/);
      return `M${+(+x + w / 2 - side / 2).toFixed(2)} ${+(row.middle - side / 2).toFixed(2)}h${side}v${side}h-${side}z`;
    }

    // ---- to take away
    save(as) {
      const type = as === "svg" ? "image/svg+xml" : "text/csv", link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([as === "svg" ? this.picture() : this.table()], { type: type + ";charset=utf-8" }));
      link.download = `${this.section.dataset.file}.${as}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }
    picture() {  // the wide drawing on white, every style an attribute, so that any program can open it
      const svg = this.drawings[0].svg.cloneNode(true), sheet = document.styleSheets[0].cssRules;
      const paper = [...sheet].find(rule => rule.selectorText === ":root").style;
      for (const rule of sheet) {
        if (!rule.selectorText?.startsWith(".forest")) continue;
        for (const e of [svg, ...all("*", svg)]) if (e.matches(rule.selectorText)) {
          for (const name of rule.style) if (/^(fill|stroke|font|text-anchor|opacity)/.test(name)) {
            const value = rule.style.getPropertyValue(name).replace(/var\((--[\w-]+)\)/g, (_, v) => paper.getPropertyValue(v).trim());
            if (!/^(inherit|initial|normal|currentcolor)$/i.test(value)) e.setAttribute(name, value);
          }
        }
      }
      const [, , width, height] = svg.getAttribute("viewBox").split(" ");
      for (const name of [...svg.attributes].map(a => a.name).filter(n => n.startsWith("data-") || n === "class")) svg.removeAttribute(name);
      all("[class], [data-middle]", svg).forEach(e => { e.removeAttribute("class"); delete e.dataset.middle; delete e.dataset.half; });
      all("[d='']", svg).forEach(e => e.remove());
      const ground = document.createElementNS(svg.namespaceURI, "rect");
      for (const [name, value] of Object.entries({ width, height, fill: "#ffffff" })) ground.setAttribute(name, value);
      svg.querySelector("desc").after(ground);
      for (const [name, value] of Object.entries({ width, height, "font-family": "Inter, Helvetica, Arial, sans-serif" })) svg.setAttribute(name, value);
      return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(svg);
    }
    table() {  // what escalc() and rma() of R's metafor take; a cell that a spreadsheet would run is harmless
      const cell = v => { const t = String(v ?? ""); return /^[=+\-@\t\r]/.test(t) && isNaN(t) ? `'${t}` : t; };
      const quoted = v => /[",\n\r]/.test(cell(v)) ? `"${cell(v).replaceAll('"', '""')}"` : cell(v);
      const heads = { proportions: ["xi", "ni"], two_arm: ["ai", "n1i", "ci", "n2i"] }[this.data.fit] || ["yi", "vi"], ticks = this.ticked();
      const rows = this.lines.map((line, i) => [line.name, line.year, line.arm, ...this.effect(line.give, heads), +(ticks[i] || false), +line.derived, +line.flagged]);
      return [["study", "year", "arm", ...heads, "use", "derived", "flagged"], ...rows].map(row => row.map(quoted).join(",") + "\n").join("");
    }
    effect(give, heads) {
      if (!give) return heads.map(() => "NA");
      if (heads.length === 4 || this.data.fit === "proportions") return give;
      if (this.data.fit === "means") return [give[0], give[1] ** 2];
      const scale = { ratios: Math.log, rates: p => Math.log(-Math.log(p)), differences: x => x }[this.data.fit];
      const [point, low, high, level] = give;
      return [scale(point), (Math.abs(scale(high) - scale(low)) / (2 * Pool.zReach(level))) ** 2];
    }
  }

  const plots = all("section.plot:has(> script)", document).map(section => new Plot(section));
  addEventListener("hashchange", () => plots.forEach(plot => plot.read()));
})();
