/* Keeps the hands on the keyboard: the field has the focus and takes letters as capitals. The page works without. */
(() => {
  "use strict";
  const field = document.getElementById("id_marks");
  if (!field) return;

  function capitals() {
    const at = field.selectionStart;
    const written = field.value.toUpperCase();
    if (written === field.value) return;
    field.value = written;
    field.setSelectionRange(at, at);
  }

  field.addEventListener("input", capitals);
  if (document.activeElement === field) field.setSelectionRange(field.value.length, field.value.length);
})();
