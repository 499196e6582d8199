/* Small comforts. Every page does its work without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripts");

  function foldMenu() {
    const button = document.querySelector(".menu-button");
    const menu = document.getElementById("menu");
    if (!button || !menu) return;
    const set = (open) => {
      menu.classList.toggle("open", open);
      button.setAttribute("aria-expanded", String(open));
    };
    button.addEventListener("click", () => set(!menu.classList.contains("open")));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.classList.contains("open")) return;
      set(false);
      button.focus();
    });
  }

  /* Whoever hears the page is taken to what went wrong; the page's title says it too. */
  function goToFaults() {
    const faults = document.querySelector(".wrong-summary");
    if (faults) faults.focus();
  }

  /* A second press while the answer is on its way would do the thing twice. */
  function sendOnce(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-again")) return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    form.setAttribute("aria-busy", "true");
    const pressed = event.submitter;
    if (pressed) pressed.setAttribute("aria-busy", "true");
    // An answer that is a file leaves this page standing.
    window.setTimeout(forgetSending, 10000);
  }

  function forgetSending() {
    document.querySelectorAll("[aria-busy='true']").forEach((found) => found.removeAttribute("aria-busy"));
  }

  /* <input type="checkbox" data-ticks="street"> ticks every box named street in its form. */
  function tickAll(event) {
    const name = event.target.dataset && event.target.dataset.ticks;
    if (!name) return;
    const boxes = event.target.form.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]`);
    boxes.forEach((box) => {
      box.checked = event.target.checked;
    });
  }

  document.addEventListener("submit", sendOnce);
  document.addEventListener("change", tickAll);
  window.addEventListener("pageshow", forgetSending);
  document.addEventListener("DOMContentLoaded", () => {
    foldMenu();
    goToFaults();
  });
})();
