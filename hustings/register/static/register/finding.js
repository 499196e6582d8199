/* Down from the search box into what was found, up and down among it. The page works without. */
(() => {
  "use strict";
  const box = document.getElementById("q");
  const found = document.getElementById("found");
  if (!box || !found) return;

  function move(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...found.querySelectorAll("a[data-found]")];
    const at = links.indexOf(document.activeElement);
    if (at < 0 && (document.activeElement !== box || step < 0)) return;
    const next = at + step < 0 ? box : links[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  document.addEventListener("keydown", move);
})();
