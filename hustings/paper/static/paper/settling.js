/* Doubts are settled without leaving the keyboard: a choice's letter chooses it and leads on. The page works without. */
(() => {
  "use strict";
  const form = document.getElementById("settling");
  if (!form) return;
  const doubts = [...form.querySelectorAll("fieldset.doubt")];
  const end = form.querySelector(".settling-end button");

  function isDecided(doubt) {
    return doubt.querySelector("input[type=radio]:checked") !== null;
  }

  function goOn(doubt) {
    const after = doubts.slice(doubts.indexOf(doubt) + 1);
    const next = [...after, ...doubts].find((each) => !isDecided(each));
    if (next) enter(next);
    else end.focus();
  }

  function enter(doubt) {
    const first = doubt.querySelector("input[type=radio]:checked") || doubt.querySelector("input[type=radio]");
    first.focus();
    doubt.scrollIntoView({ block: "nearest" });
  }

  form.addEventListener("keydown", (event) => {
    const doubt = event.target.closest("fieldset.doubt");
    if (!doubt || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (isDecided(doubt)) goOn(doubt);
      return;
    }
    if (event.target.type === "text") return;
    const chosen = doubt.querySelector(`input[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!chosen) return;
    event.preventDefault();
    chosen.checked = true;
    if (chosen.value === "?") doubt.querySelector("input[type=text]").focus();
    else goOn(doubt);
  });

  form.addEventListener("input", (event) => {
    if (event.target.type !== "text") return;
    const doubt = event.target.closest("fieldset.doubt");
    doubt.querySelector('input[value="?"]').checked = true;
  });

  const open = doubts.find((each) => !isDecided(each));
  if (open) enter(open);
  else end.focus();
})();
