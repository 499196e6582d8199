/* One key to decide: presses the button or follows the link that names the key. The page works without. */
(() => {
  "use strict";
  const SWITCH = "hustings.keys";
  const ARROWS = { ArrowRight: "j", ArrowLeft: "k" };
  const box = document.getElementById("keys-on");

  function isOn() {
    return !box || box.checked;
  }

  /* Whoever writes, chooses from a list, or holds another key down means something else. */
  function means(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return "";
    if (event.target.closest("input:not([type='checkbox']), select, textarea")) return "";
    return ARROWS[event.key] || event.key.toLowerCase();
  }

  function press(event) {
    const key = isOn() ? means(event) : "";
    const wanted = /^[sdujk]$/.test(key) && document.querySelector(`[data-key="${key}"]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  }

  function keepSwitch() {
    try {
      window.localStorage.setItem(SWITCH, box.checked ? "on" : "off");
    } catch {
      // Where nothing may be kept the switch holds for this page.
    }
  }

  if (box) {
    try {
      box.checked = window.localStorage.getItem(SWITCH) !== "off";
    } catch {
      box.checked = true;
    }
    box.addEventListener("change", keepSwitch);
  }
  document.addEventListener("keydown", press);
})();
