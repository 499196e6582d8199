// Whether an Ed25519 signature is right (RFC 8032): by the browser where it can, else reckoned here, slowly and for
// public data alone.

import { sha512 } from "./hashing.js";

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

const kept = (number) => ((number % P) + P) % P;

function power(number, exponent) {
  let found = 1n;
  let square = kept(number);
  for (let left = exponent; left; left >>= 1n) {
    if (left & 1n) found = (found * square) % P;
    square = (square * square) % P;
  }
  return found;
}

const D = kept(-121665n * power(121666n, P - 2n));
const ROOT = power(2n, (P - 1n) / 4n);

const read = (bytes) => bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);

function add(left, right) {
  const a = kept((left[1] - left[0]) * (right[1] - right[0]));
  const b = kept((left[1] + left[0]) * (right[1] + right[0]));
  const c = kept(2n * left[3] * right[3] * D);
  const d = kept(2n * left[2] * right[2]);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [kept(e * f), kept(g * h), kept(f * g), kept(e * h)];
}

function times(number, point) {
  let found = [0n, 1n, 1n, 0n];
  let doubled = point;
  for (let left = number; left; left >>= 1n) {
    if (left & 1n) found = add(found, doubled);
    doubled = add(doubled, doubled);
  }
  return found;
}

function readPoint(bytes) {
  const sign = BigInt(bytes[31] >> 7);
  const y = read(bytes) & ((1n << 255n) - 1n);
  const square = kept((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (kept(x * x - square)) x = kept(x * ROOT);
  if (y >= P || kept(x * x - square) || (x === 0n && sign)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, kept(x * y)];
}

const BASE = [0n, kept(4n * power(5n, P - 2n)), 1n, 0n];
{
  const bytes = new Uint8Array(32);
  let y = BASE[1];
  for (let place = 0; place < 32; place += 1, y >>= 8n) bytes[place] = Number(y & 255n);
  BASE.splice(0, 4, ...readPoint(bytes));
}

const same = (left, right) =>
  !kept(left[0] * right[2] - right[0] * left[2]) && !kept(left[1] * right[2] - right[1] * left[2]);

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

export function holdsByReckoning(key, message, signature) {
  if (signature.length !== 64) return false;
  const point = readPoint(key);
  const nonce = readPoint(signature.subarray(0, 32));
  const s = read(signature.subarray(32));
  if (!point || !nonce || s >= ORDER) return false;
  const hash = read(sha512(joined(signature.subarray(0, 32), key, message))) % ORDER;
  return same(times(s, BASE), add(nonce, times(hash, point)));
}

export async function holds(key, message, signature) {
  try {
    const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", imported, signature, message);
  } catch {
    return holdsByReckoning(key, message, signature);
  }
}
