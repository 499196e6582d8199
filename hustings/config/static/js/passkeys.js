/* Says in words what the browser's passkey dialogue only tells the console. */
(() => {
  "use strict";
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const problem = document.getElementById("passkey-problem");
    if (problem) problem.hidden = false;
    document.querySelectorAll("[aria-busy='true']").forEach((found) => found.removeAttribute("aria-busy"));
  });
})();
