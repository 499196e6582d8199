/* Keeps the hands on the keyboard: the field has the focus and takes letters as capitals. The page works without. */
(() => {
  "use strict";
  const field = document.getElementById("id_marks");
  if (!field) return;

  function capitals({ target }) {
    const at = target.selectionStart;
    const written = target.value.toUpperCase();
    if (written === target.value) return;
    target.value = written;
    target.setSelectionRange(at, at);
  }

  field.addEventListener("input", capitals);
  document.getElementById("id_letters")?.addEventListener("input", capitals);
  if (document.activeElement === field) field.setSelectionRange(field.value.length, field.value.length);
})();
