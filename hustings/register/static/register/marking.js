/* Arrow keys move over the numbers; htmx saves each tick at once. Without scripts the page's button saves. */
(() => {
  "use strict";
  const form = document.getElementById("marking");
  const saved = document.getElementById("saved");
  const button = document.getElementById("save-page");
  if (!form || !saved || !button) return;

  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const cells = boxes.map((box) => box.closest(".ticked-number"));
  button.hidden = true;
  boxes.forEach((box, place) => {
    box.tabIndex = place === 0 ? 0 : -1;
  });

  function perRow() {
    const below = cells.findIndex((cell) => cell.offsetTop > cells[0].offsetTop);
    return below < 0 ? boxes.length : below;
  }

  function step(key) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow(), ArrowUp: -perRow() };
    if (key === "Home") return -boxes.length;
    if (key === "End") return boxes.length;
    return steps[key] || 0;
  }

  form.addEventListener("keydown", (event) => {
    const place = boxes.indexOf(event.target);
    const by = place < 0 ? 0 : step(event.key);
    if (!by) return;
    event.preventDefault();
    boxes[Math.max(0, Math.min(boxes.length - 1, place + by))].focus();
  });

  form.addEventListener("focusin", (event) => {
    if (!boxes.includes(event.target)) return;
    boxes.forEach((box) => {
      box.tabIndex = box === event.target ? 0 : -1;
    });
  });

  function unsaved() {
    saved.textContent = form.dataset.unsaved;
    button.hidden = false;
  }

  form.addEventListener("htmx:sendError", unsaved);
  form.addEventListener("htmx:responseError", unsaved);
})();
