/* Doors on the map of walks: draw round them and choose a walk, or drag one onto another walk. The page works without:
   a walk's own page moves the doors that are ticked. */
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const NEAR = 24;
  /* Pixels a pointer goes at least where somebody means to draw or to drag: a tap does neither. */
  const MEANT = 3;
  const map = document.querySelector("svg.walks");
  const form = document.querySelector("form[data-moving]");
  if (!map || !form || !map.querySelector("[data-doors]")) return;
  const switched = form.querySelector("[data-draws]");
  const dots = [...map.querySelectorAll("[data-doors]")];
  let line = null;
  let points = [];
  let held = null;
  let from = null;

  form.hidden = false;
  for (const dot of dots) dot.setAttribute("pointer-events", "all");

  function at(event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
  }

  function spot(dot) {
    return { x: Number(dot.getAttribute("cx")), y: Number(dot.getAttribute("cy")) };
  }

  /* Even and odd crossings: a line that crosses itself leaves out what it goes round twice, and says how many are in. */
  function isInside({ x, y }) {
    let inside = false;
    points.forEach((one, number) => {
      const other = points[(number || points.length) - 1];
      const spans = one.y > y !== other.y > y;
      if (spans && x < ((other.x - one.x) * (y - one.y)) / (other.y - one.y) + one.x) inside = !inside;
    });
    return inside;
  }

  function choose(chosen) {
    for (const dot of dots) dot.classList.toggle("chosen", chosen.includes(dot));
    const doors = chosen.flatMap((dot) => dot.dataset.doors.split(" "));
    form.elements.doors.value = doors.join(" ");
    form.querySelector("[data-count]").textContent = String(doors.length);
  }

  function nearest(place, other) {
    const from = (dot) => Math.hypot(spot(dot).x - place.x, spot(dot).y - place.y);
    return dots.filter(other).reduce((best, dot) => (!best || from(dot) < from(best) ? dot : best), null);
  }

  function walkOf(dot) {
    return dot.closest("[data-walk]").dataset.walk;
  }

  function draw() {
    line.setAttribute("points", points.map((point) => `${point.x.toFixed(0)},${point.y.toFixed(0)}`).join(" "));
  }

  function begin(event) {
    if (!switched.checked || event.button || line) return;
    event.preventDefault();
    from = event;
    map.setPointerCapture(event.pointerId);
    const place = at(event);
    const dot = nearest(place, () => true);
    held = Math.hypot(spot(dot).x - place.x, spot(dot).y - place.y) <= NEAR / 3 ? dot : null;
    points = [held ? spot(held) : place];
    line = document.createElementNS(SVG, held ? "polyline" : "polygon");
    line.classList.add("lasso");
    map.append(line);
  }

  function go(event) {
    if (!line) return;
    points = held ? [points[0], at(event)] : [...points, at(event)];
    draw();
  }

  function end(event) {
    if (!line) return;
    const was = held;
    const isMeant = Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) >= MEANT;
    const drawn = points.length > 2;
    give();
    if (was && isMeant) drop(was, at(event));
    else if (was) choose([was]);
    else if (drawn) choose(dots.filter((dot) => isInside(spot(dot))));
  }

  /* The browser took the pointer for something else, such as scrolling: what was begun is let go. */
  function give() {
    if (line) line.remove();
    line = held = from = null;
  }

  function drop(dragged, place) {
    const target = nearest(place, (dot) => walkOf(dot) !== walkOf(dragged));
    const far = !target || Math.hypot(spot(target).x - place.x, spot(target).y - place.y) > NEAR;
    choose([dragged]);
    /* A finger that slipped is still on the door it took up. */
    if (walkOf(nearest(place, () => true)) === walkOf(dragged)) return;
    if (far) return;
    form.elements.walk.value = walkOf(target);
    form.requestSubmit();
  }

  map.addEventListener("pointerdown", begin);
  map.addEventListener("pointermove", go);
  map.addEventListener("pointerup", end);
  map.addEventListener("pointercancel", give);
  map.addEventListener("dragstart", (event) => event.preventDefault());
  map.addEventListener("click", (event) => switched.checked && event.preventDefault());
  switched.addEventListener("change", () => map.classList.toggle("draws", switched.checked));
})();
