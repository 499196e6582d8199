/* Under Trusted Types (docs/decisions/0069) no string becomes a page: this is the one exception, and it is the last.
   What htmx fetches is read into a document of its own, where nothing runs; from there only elements are taken over.
   Every other way from a string to markup or to a script throws, ours included. */
(() => {
  "use strict";
  if (!window.trustedTypes) return;
  const reading = new Set(["Document parseHTMLUnsafe", "DOMParser parseFromString"]);
  window.trustedTypes.createPolicy("default", {
    createHTML: (text, kind, sink) => (reading.has(sink) ? text : null),
  });
})();
