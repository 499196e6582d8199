/* A page that is open asks every few seconds whether it still may be, and empties itself where it may not.
   Without scripts a page stays as it is until it is left: nothing reloads it, which would lose what is being typed. */
(() => {
  "use strict";
  const EVERY = 3000;
  const PATIENCE = 2500;
  let timer = 0;
  let gone = false;

  function blank(state) {
    gone = true;
    window.clearTimeout(timer);
    const sentence = document.getElementById(`standing-${state}`) || document.getElementById("standing-over");
    const main = document.getElementById("main");
    if (!main || !sentence) return;
    main.replaceChildren(sentence.content.cloneNode(true));
    document.querySelectorAll(".menu, .mark-seat").forEach((found) => found.remove());
    const heading = main.querySelector("h1");
    document.title = heading.textContent;
    heading.focus();
    forget();
  }

  /* What waits to be sent lies in a database of its own, sealed, and is not touched. */
  function forget() {
    window.sessionStorage.clear();
    window.localStorage.clear();
    if (window.caches) window.caches.keys().then((names) => names.forEach((name) => window.caches.delete(name)));
  }

  function ask() {
    window.clearTimeout(timer);
    if (gone || document.visibilityState !== "visible") return;
    const waiting = new AbortController();
    const patience = window.setTimeout(() => waiting.abort(), PATIENCE);
    fetch(document.body.dataset.standing, { signal: waiting.signal, cache: "no-store", redirect: "error" })
      .then((answer) => (answer.status === 403 ? answer.json().then((told) => blank(told.state)) : null))
      // No answer says nothing: without a connection the page stays, and so does what was typed into it.
      .catch(() => null)
      .finally(() => {
        window.clearTimeout(patience);
        if (!gone) timer = window.setTimeout(ask, EVERY);
      });
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (document.body.dataset.standing) timer = window.setTimeout(ask, EVERY);
  });
  /* A page that was left and is looked at again asks at once, before anybody has read it. */
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) ask();
  });
})();
