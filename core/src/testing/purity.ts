import assert from 'node:assert/strict';

/**
 * Runs a pure function twice on frozen input, without a clock and without chance, and returns its answer: the same both times, and not a
 * promise. Whatever it would read from elsewhere, it has to be given.
 */
export function runPurely<I, O>(run: (input: I) => O, input: I): O {
  const frozen = freezeDeeply(input);
  const first = withoutClockAndChance(() => run(frozen));
  const second = withoutClockAndChance(() => run(frozen));
  assert.ok(!(first instanceof Promise), 'it answered with a promise: a pure function answers at once');
  assert.deepEqual(second, first, 'asked twice with the same input, it answered differently');
  return first;
}

/** What a pure function of a plugin answers: it has an answer to everything it may be given. */
export function answered<T>(what: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    const mend = 'it answers with a reason and never throws; what it is given is frozen';
    return assert.fail(`${what} threw ${String(error)}: ${mend}`);
  }
}

/** Freezes data in depth; functions within it (as `convert`) are left as they are. */
export function freezeDeeply<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(freezeDeeply);
  return Object.freeze(value);
}

function withoutClockAndChance<T>(run: () => T): T {
  const { Date: clock } = globalThis;
  const { random } = Math;
  const now = performance.now.bind(performance);
  globalThis.Date = stopped(clock);
  Math.random = refuse('Math.random()');
  performance.now = refuse('performance.now()');
  try {
    return run();
  } finally {
    globalThis.Date = clock;
    Math.random = random;
    performance.now = now;
  }
}

/** Reads and writes given times as ever, but does not tell the present one. */
const stopped = (clock: DateConstructor): DateConstructor =>
  new Proxy(clock, {
    construct: (target, given: unknown[]) =>
      given.length === 0 ? refuse('new Date()')() : (Reflect.construct(target, given) as Date),
    apply: refuse('Date()'),
    get: (target, name) => (name === 'now' ? refuse('Date.now()') : (Reflect.get(target, name) as unknown)),
  });

const refuse = (what: string) => (): never => {
  throw new Error(`${what} was used: a pure function is given the time and everything else it needs`);
};
