// For node --import: this process's clock is off by as many milliseconds as the file says that
// CLOCK_SKEW_FILE names, from one moment to the next, and timers run as ever. What counts from the
// start of the process is off by what it said then.

import { readFileSync } from 'node:fs';

const LOOK_MS = 100;
const file = process.env.CLOCK_SKEW_FILE;
const Real = Date;
let skew = 0;

function look() {
  try {
    skew = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    skew = 0;
  }
}

if (file) {
  look();
  const began = performance.timeOrigin + skew;
  Object.defineProperty(performance, 'timeOrigin', { get: () => began });
  setInterval(look, LOOK_MS).unref();
  const now = () => Real.now() + skew;
  globalThis.Date = new Proxy(Real, {
    construct: (target, given, asked) =>
      Reflect.construct(target, given.length > 0 ? given : [now()], asked),
    apply: () => new Real(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  Real.prototype.constructor = globalThis.Date;
}
