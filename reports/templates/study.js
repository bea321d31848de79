// A number in the text and its line in the list light each other; every one of them has an address.
(() => {
  const all = [...document.querySelectorAll("[data-f]")], said = document.getElementById("said");
  const inText = e => e.matches(".num, .aside, .lost, .rejected"), inList = e => e.matches("tr, li");
  const of = name => all.filter(e => e.dataset.f.split(" ").includes(name));

  // what an address means: "f3", "r-f3", or the characters "c1034-1039", of which some may be a number's
  const named = address => {
    const name = address.replace(/^r-/, "");
    if (!/^c\d+-\d+$/.test(name) || of(name).length) return name;
    const [start, end] = name.slice(1).split("-").map(Number);
    const held = [...document.querySelectorAll("[id^=c]")].filter(e => /^c\d+-\d+$/.test(e.id)).map(e => {
      const [from, to] = e.id.slice(1).split("-").map(Number);
      return { e, from, to };
    }).filter(x => x.from < end && x.to > start).sort((a, b) => (a.to - a.from) - (b.to - b.from))[0];
    const mark = held && (inText(held.e) ? held.e : next(held.e));
    return mark ? mark.dataset.f.split(" ")[0] : name;
  };
  const next = e => { while (e && !e.dataset.f) e = e.nextElementSibling; return e; };
  const here = () => { try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; } };

  const light = (name, from) => {
    all.forEach(e => e.classList.remove("now"));
    const lit = of(name);
    lit.forEach(e => { e.classList.add("now"); e.closest("details:not(td details)")?.setAttribute("open", ""); });
    const mark = lit.find(inText), line = lit.find(inList);
    for (const e of [mark, line]) if (e && e !== from) e.scrollIntoView({ block: "nearest" });
    const other = from === mark || from && inText(from) ? line : mark;
    if (from && other && matchMedia("(max-width: 1000px)").matches) other.scrollIntoView({ block: "center" });
    return { mark, line };
  };
  const go = (name, from, byKey) => {
    const { mark, line } = light(name, from);
    if (!mark && !line) return;
    history.replaceState(null, "", "#" + encodeURIComponent(name));
    if (byKey) (inText(from) ? line?.querySelector("a") : mark)?.focus({ preventScroll: true });
  };
  const copy = async text => {
    try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
  };

  document.addEventListener("click", async e => {
    const link = e.target.closest(".link"), rest = e.target.closest("[data-go]");
    if (link) {
      e.preventDefault();
      history.replaceState(null, "", link.hash);
      light(link.closest("[data-f]").dataset.f.split(" ")[0]);
      const done = await copy(location.href);
      said.textContent = done ? "Link copied" : "The address bar has the link";
      link.dataset.said = done ? "copied" : "in the address bar";
      setTimeout(() => delete link.dataset.said, 1600);
      return;
    }
    if (rest) { e.preventDefault(); light(named(rest.hash.slice(1)), rest); return; }
    const at = e.target.closest("[data-f]");
    if (!at || e.target.closest("summary, details p") && at.matches("tr")) return;
    e.preventDefault();
    const names = at.dataset.f.split(" ");
    // several results share some characters: each click lights the next
    go(names[(names.indexOf(named(here())) + 1) % names.length], at, e.detail === 0);
  });
  // the text has its own scroll bar: a page that unfolds at its end would stay out of sight
  document.querySelector(".printed")?.addEventListener("toggle", e => e.target.open && e.target.scrollIntoView({ block: "start" }));
  addEventListener("keydown", e => { if (e.key === "Escape") all.forEach(x => x.classList.remove("now")); });
  addEventListener("hashchange", () => light(named(here())));
  if (here()) light(named(here()));
})();
