// The same check as verify_log.py, in the browser: from the checkpoint's signature down to every entry. Written apart
// from it, so that a fault of one is not a fault of both; a test shows that they agree.

import { sha256 } from "./hashing.js";
import { holds, joined } from "./signatures.js";

const BASE64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?";
const NOTE = new RegExp(
  `^(([^\\n]+)\\n(0|[1-9][0-9]{0,14})\\n([A-Za-z0-9+/]{43}=)\\n)\\n((?:\u2014 [^ +\\n]+ ${BASE64}\\n)+)$`,
);
const KEY = new RegExp(`^([^ +\\n]+)\\+([0-9a-f]{8})\\+(${BASE64})\\n?$`);
const SIGNED = "[A-Za-z0-9+/]{85}[AQgw]==";
const CHANGE = new RegExp(`^(([0-9]+) [0-9]+ ([^ \\n]+) ([^ \\n]+)) (${SIGNED}) (${SIGNED})$`);
const LOG = 1;
const WIDTH = 256;

export class Fault extends Error {
  constructor(code, about = {}) {
    super(code);
    this.code = code;
    this.about = about;
  }
}

const utf8 = new TextEncoder();
const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const alike = (left, right) => left.length === right.length && left.every((byte, place) => byte === right[place]);

function textOf(bytes, code) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Fault(code);
  }
}

const sameKey = (left, right) => left.name === right.name && left.kind === right.kind && alike(left.key, right.key);

const identity = (name, kind, key) =>
  sha256(joined(utf8.encode(`${name}\n`), Uint8Array.of(kind), key)).subarray(0, 4);

export function readKey(text) {
  const found = KEY.exec(text);
  const raw = found ? bytesOf(found[3]) : new Uint8Array();
  const key = found && { name: found[1], kind: raw[0], key: raw.subarray(1) };
  if (!key || ![LOG, 4].includes(key.kind) || key.key.length !== 32) throw new Fault("unreadable_key");
  if (hex(identity(key.name, key.kind, key.key)) !== found[2]) throw new Fault("unreadable_key");
  return key;
}

export function readCheckpoint(bytes, code) {
  const found = NOTE.exec(textOf(bytes, code));
  if (!found) throw new Fault(code);
  const lines = found[5].split("\n").slice(0, -1).map((line) => {
    const [, name, body] = line.split(" ");
    return { name, body: bytesOf(body) };
  });
  return { text: found[1], origin: found[2], size: Number(found[3]), root: bytesOf(found[4]), lines };
}

async function isSigned(checkpoint, key) {
  const id = identity(key.name, key.kind, key.key);
  for (const line of checkpoint.lines) {
    if (line.name !== key.name || !alike(line.body.subarray(0, 4), id)) continue;
    if (checkpoint.origin !== key.name) continue;
    if (await holds(key.key, utf8.encode(checkpoint.text), line.body.subarray(4))) return true;
  }
  return false;
}

// The keys of the log, each with the size up to which it signs. At a change the old key and the new one sign, so that
// whoever knows one of them knows all; whatever a stolen old key signs beyond its size counts for nothing.
async function readKeys(read, known) {
  const only = [{ last: Infinity, key: known }];
  let text = "";
  try {
    text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await read("keys"));
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
  }
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  let keys = [];
  for (const line of lines) {
    const found = CHANGE.exec(line);
    if (!found) throw new Fault("broken_keys");
    const [old, fresh] = [readKey(found[3]), readKey(found[4])];
    const said = utf8.encode(`hustings/key-change/v1\n${found[1]}\n`);
    const signed = (await holds(old.key, said, bytesOf(found[5]))) && (await holds(fresh.key, said, bytesOf(found[6])));
    const isOneLogs = old.name === fresh.name && old.kind === fresh.kind;
    if (!signed || !isOneLogs || (keys.length && !sameKey(keys.at(-1).key, old))) throw new Fault("broken_keys");
    keys = [...keys.slice(0, -1), { last: Number(found[2]), key: old }, { last: Infinity, key: fresh }];
  }
  return keys.some(({ key }) => sameKey(key, known)) ? keys : only;
}

async function isSignedByOne(checkpoint, keys) {
  for (const { last, key } of keys) if (checkpoint.size <= last && (await isSigned(checkpoint, key))) return true;
  return false;
}

const hashLeaf = (leaf) => sha256(joined(Uint8Array.of(0), leaf));
const hashNode = (left, right) => sha256(joined(Uint8Array.of(1), left, right));

function fold(hashes) {
  let row = hashes;
  while (row.length > 1) {
    const above = [];
    for (let place = 0; place < row.length; place += 2) above.push(hashNode(row[place], row[place + 1]));
    row = above;
  }
  return row[0];
}

// The perfect subtrees of a growing tree, the largest first: all that its root needs.
class Growing {
  constructor(subtrees = []) {
    this.subtrees = [...subtrees];
  }

  push(size, hash) {
    let grown = { size, hash };
    while (this.subtrees.at(-1)?.size === grown.size) {
      grown = { size: 2 * grown.size, hash: hashNode(this.subtrees.pop().hash, grown.hash) };
    }
    this.subtrees.push(grown);
  }

  rootWith(hashes) {
    const grown = new Growing(this.subtrees);
    for (const hash of hashes) grown.push(1, hash);
    if (!grown.subtrees.length) return sha256(new Uint8Array());
    return grown.subtrees.map((subtree) => subtree.hash).reduceRight((root, left) => hashNode(left, root));
  }
}

function nameOf(level, number, width) {
  const thousands = String(number).padStart(3, "0").replace(/\B(?=(\d{3})+$)/g, " ").split(" ");
  thousands[0] = thousands[0].padStart(3, "0");
  const digits = thousands.map((part, place) => (place < thousands.length - 1 ? `x${part}` : part)).join("/");
  return `tile/${level}/${digits}${width === WIDTH ? "" : `.p/${width}`}`;
}

function readBundle(raw, width, file) {
  const leaves = [];
  let place = 0;
  while (place + 2 <= raw.length) {
    const start = place + 2;
    place = start + ((raw[place] << 8) | raw[place + 1]);
    leaves.push(raw.subarray(start, place));
  }
  if (place !== raw.length || leaves.length !== width) throw new Fault("broken_bundle", { file });
  return leaves;
}

function compareTile(sealed, hashes, first, file) {
  const wrong = hashes.findIndex((hash, place) => !alike(sealed.subarray(32 * place, 32 * place + 32), hash));
  if (wrong >= 0) throw new Fault("entry_differs", { index: first + wrong });
  if (sealed.length !== 32 * hashes.length) throw new Fault("tile_differs", { file });
}

// Settle kept checkpoints that end in this tile, or at one of its ends.
function compareOlder(older, tree, first, hashes) {
  return older.filter((old) => {
    if (old.size < first || old.size > first + hashes.length) return true;
    if (!alike(tree.rootWith(hashes.slice(0, old.size - first)), old.root)) {
      throw new Fault("history_changed", { old: old.size });
    }
    return false;
  });
}

async function verifyAbove(read, lowest) {
  let row = lowest;
  for (let level = 1; row.length; level += 1) {
    const above = [];
    for (let start = 0; start < row.length; start += WIDTH) {
      const tile = row.slice(start, start + WIDTH);
      const file = nameOf(level, start / WIDTH, tile.length);
      if (!alike(await read(file), joined(...tile))) throw new Fault("tile_differs", { file });
      if (tile.length === WIDTH) above.push(fold(tile));
    }
    row = above;
  }
}

async function expectPrefix(raw, keys, name, size) {
  const old = readCheckpoint(raw, "unreadable_old");
  if (!(await isSignedByOne(old, keys))) throw new Fault("old_of_another", { name });
  if (old.size > size) throw new Fault("shorter", { size, old: old.size });
  return old;
}

function readReceipt(text) {
  let receipt = null;
  try {
    receipt = JSON.parse(text);
  } catch {
    // Said below, like everything else that is no receipt.
  }
  if (!/^[0-9a-f]{64}$/.test(receipt?.leaf_hash) || typeof receipt.entry_id !== "string") {
    throw new Fault("unreadable_receipt");
  }
  return [receipt.leaf_hash, receipt.entry_id];
}

// `read` gives a file's bytes, `key` a key of the log where one is known from elsewhere, `kept` checkpoints and `receipts`
// texts to compare. Throws a Fault at the first thing wrong; gives the checkpoint.
export async function verify({ read, key = "", kept = [], receipts = [], progress = () => {} }) {
  const checkpoint = readCheckpoint(await read("checkpoint"), "unreadable_checkpoint");
  const signer = readKey(key || new TextDecoder().decode(await read("key")));
  const keys = await readKeys(read, signer);
  if (!(await isSignedByOne(checkpoint, keys))) throw new Fault("wrong_signature", { name: signer.name });
  let older = [];
  for (const raw of kept) older.push(await expectPrefix(raw, keys, signer.name, checkpoint.size));
  const wanted = new Map(receipts.map(readReceipt));
  const tree = new Growing();
  const roots = [];
  let rest = [];
  for (let first = 0; first < checkpoint.size; first += WIDTH) {
    const width = Math.min(WIDTH, checkpoint.size - first);
    const bundle = nameOf("entries", first / WIDTH, width);
    rest = readBundle(await read(bundle), width, bundle).map(hashLeaf);
    const file = nameOf(0, first / WIDTH, width);
    compareTile(await read(file), rest, first, file);
    if (wanted.size) rest.forEach((hash) => wanted.delete(hex(hash)));
    older = compareOlder(older, tree, first, rest);
    if (width === WIDTH) {
      roots.push(fold(rest));
      tree.push(WIDTH, roots.at(-1));
      rest = [];
    }
    progress(first + width, checkpoint.size);
  }
  await verifyAbove(read, roots);
  if (!alike(tree.rootWith(rest), checkpoint.root)) throw new Fault("root_differs");
  compareOlder(older, tree, checkpoint.size - rest.length, rest);
  for (const id of wanted.values()) throw new Fault("receipt_missing", { id });
  return checkpoint;
}
