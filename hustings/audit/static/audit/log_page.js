// The public page of the log: checks all of it in the reader's browser, and says what it finds.

import { Fault, verify } from "./verifying.js";

const words = JSON.parse(document.getElementById("log-words").textContent);
const form = document.getElementById("check-log");
const bar = document.getElementById("check-progress");
const told = document.getElementById("check-told");

const say = (code, about = {}) => words[code].replace(/\{(\w+)\}/g, (_whole, name) => about[name]);

async function read(name) {
  const answer = await fetch(`${form.dataset.log}${name}`, { cache: name.startsWith("tile/") ? "default" : "no-store" });
  if (answer.status === 404) throw new Fault("missing_file", { file: name });
  if (!answer.ok) throw new Error(String(answer.status));
  return new Uint8Array(await answer.arrayBuffer());
}

let shown = 0;

function progress(done, size) {
  bar.max = size;
  bar.value = done;
  // Said to a screen reader now and then, and not for each file.
  if (Date.now() - shown < 1000) return;
  shown = Date.now();
  told.className = "note";
  told.textContent = say("working", { done, size });
}

function conclude(kind, sentence) {
  bar.hidden = true;
  told.className = `badge ${kind}`;
  told.textContent = sentence;
}

async function check() {
  const kept = form.elements.kept.value.trim();
  const receipt = form.elements.receipt.value.trim();
  try {
    const checkpoint = await verify({
      read,
      key: form.elements.key.value.trim(),
      kept: kept ? [new TextEncoder().encode(`${kept}\n`)] : [],
      receipts: receipt ? [receipt] : [],
      progress,
    });
    conclude("good", say("sound", { size: checkpoint.size }));
  } catch (fault) {
    if (fault instanceof Fault) conclude("bad", say("unsound", { sentence: say(fault.code, fault.about) }));
    else conclude("doubt", say("stopped"));
  }
}

form.hidden = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  form.elements.start.disabled = true;
  bar.hidden = false;
  bar.removeAttribute("value");
  told.textContent = "";
  await check();
  form.elements.start.disabled = false;
});
