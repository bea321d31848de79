// A number and its line in the list light each other.
(() => {
  const all = [...document.querySelectorAll("[data-f]")], of = id => all.filter(e => e.dataset.f.split(" ").includes(id));
  const light = (id, from) => {
    all.forEach(e => e.classList.remove("now"));
    const lit = of(id);
    lit.forEach(e => e.classList.add("now"));
    const mark = lit.find(e => e.matches("mark")), line = lit.find(e => e.matches("tr"));
    mark?.closest("details")?.setAttribute("open", "");
    for (const e of [mark, line]) if (e && e !== from) e.scrollIntoView({ block: "nearest" });
    if (mark && from !== mark && matchMedia("(max-width: 1000px)").matches) mark.scrollIntoView({ block: "center" });
    return lit.length > 0;
  };
  const named = () => { try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; } };
  const set = (id, from) => { if (light(id, from)) history.replaceState(null, "", "#" + encodeURIComponent(id)); };
  document.addEventListener("click", e => {
    const mark = e.target.closest("mark[data-f]"), line = e.target.closest("tr[data-f]");
    if (!mark && !line) return;
    e.preventDefault();
    const here = mark || line, ids = here.dataset.f.split(" ");
    // several results share some characters: each click lights the next
    set(ids[(ids.indexOf(named()) + 1) % ids.length], here);
  });
  addEventListener("hashchange", () => light(named()));
  if (named()) light(named());
})();
