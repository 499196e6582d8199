// SHA-256 and SHA-512 (FIPS 180-4). A page without TLS has no WebCrypto, and hashing a million entries one promise at a
// time would take minutes where it has: hence our own.

const FIRST = [2, 3, 5, 7, 11, 13, 17, 19];

// The constants are the fractions of square and cube roots of the first primes: reckoned, not copied.
function primes(count) {
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime)) found.push(number);
  }
  return found;
}

function root(number, power) {
  let low = 0n;
  let high = number;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** power <= number) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const WORD = (1n << 64n) - 1n;
const fraction = (prime, power) => root(BigInt(prime) << (64n * power), power) & WORD;
const START = FIRST.map((prime) => fraction(prime, 2n));
const ROUNDS = primes(80).map((prime) => fraction(prime, 3n));
const START_SHORT = Int32Array.from(START, (word) => Number(word >> 32n) | 0);
const ROUNDS_SHORT = Int32Array.from(ROUNDS.slice(0, 64), (word) => Number(word >> 32n) | 0);

function padded(message, block, lengthBytes) {
  const whole = Math.ceil((message.length + 1 + lengthBytes) / block) * block;
  const bytes = new Uint8Array(whole);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(whole - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(whole - 4, (message.length << 3) >>> 0);
  return view;
}

const words = new Int32Array(64);
const turned = (word, by) => (word >>> by) | (word << (32 - by));

export function sha256(message) {
  const view = padded(message, 64, 8);
  const state = Int32Array.from(START_SHORT);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let place = 0; place < 16; place += 1) words[place] = view.getInt32(block + 4 * place);
    for (let place = 16; place < 64; place += 1) {
      const early = words[place - 15];
      const late = words[place - 2];
      const small = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
      const large = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
      words[place] = (words[place - 16] + small + words[place - 7] + large) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let place = 0; place < 64; place += 1) {
      const large = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const one = (h + large + ((e & f) ^ (~e & g)) + ROUNDS_SHORT[place] + words[place]) | 0;
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, place) => {
      state[place] = (state[place] + word) | 0;
    });
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, place) => digest.setInt32(4 * place, word));
  return new Uint8Array(digest.buffer);
}

const turnedLong = (word, by) => ((word >> BigInt(by)) | (word << BigInt(64 - by))) & WORD;

export function sha512(message) {
  const view = padded(message, 128, 16);
  const state = [...START];
  for (let block = 0; block < view.byteLength; block += 128) {
    const long = [];
    for (let place = 0; place < 80; place += 1) {
      if (place < 16) {
        long.push(view.getBigUint64(block + 8 * place));
        continue;
      }
      const early = long[place - 15];
      const late = long[place - 2];
      const small = turnedLong(early, 1) ^ turnedLong(early, 8) ^ (early >> 7n);
      const large = turnedLong(late, 19) ^ turnedLong(late, 61) ^ (late >> 6n);
      long.push((long[place - 16] + small + long[place - 7] + large) & WORD);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let place = 0; place < 80; place += 1) {
      const large = turnedLong(e, 14) ^ turnedLong(e, 18) ^ turnedLong(e, 41);
      const one = h + large + ((e & f) ^ (~e & WORD & g)) + ROUNDS[place] + long[place];
      const two = (turnedLong(a, 28) ^ turnedLong(a, 34) ^ turnedLong(a, 39)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & WORD, c, b, a, (one + two) & WORD];
    }
    [a, b, c, d, e, f, g, h].forEach((word, place) => {
      state[place] = (state[place] + word) & WORD;
    });
  }
  const digest = new DataView(new ArrayBuffer(64));
  state.forEach((word, place) => digest.setBigUint64(8 * place, word));
  return new Uint8Array(digest.buffer);
}
