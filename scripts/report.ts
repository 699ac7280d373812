import { inspect } from 'node:util';
import { Parser, type Result } from 'tap-parser';

/** Counted in tests: what stands directly in a file, a `t.test(…)` or a bare assertion. A file that breaks counts as one failed. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Report {
  /** Takes the TAP that the runner writes. */
  readonly input: Parser;
  totals(): Totals;
}

/** What the runner adds to each failure and no reader needs: the command line, and the source that the place already names. */
const NOISE = new Set([
  'at',
  'args',
  'command',
  'compare',
  'cwd',
  'diff',
  'externalID',
  'jobId',
  'source',
  'stack',
  'stdio',
]);

/** Prints one line for a file that passed, and for one that did not every failing assertion with its place and difference. */
export function createReport(print: (text: string) => void): Report {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  const input = new Parser();
  let file = { tests: 0, failures: [] as string[], output: '' };

  input.on('child', (parser: Parser) => {
    const current = { tests: 0, failures: [] as string[], output: '' };
    file = current;
    parser.on('assert', (test: Result) => {
      if (test.skip || test.todo) skipped++;
      else if (test.ok) passed++;
      else failed++;
      current.tests++;
    });
    parser.on('extra', (text: string) => (current.output += text));
    collectFailures(parser, [], current.failures);
  });

  input.on('assert', (result: Result) => {
    const time = `${Math.round(result.time ?? 0)} ms`;
    if (result.ok) return print(`✓ ${result.name} (${file.tests}, ${time})`);
    // It ended badly, or said nothing at all, though none of its tests failed.
    if (file.failures.length === 0) {
      failed++;
      file.failures.push(describe('the file itself', result));
    }
    print([`✗ ${result.name} (${time})`, ...file.failures.map(indent)].join('\n'));
    if (file.output.trim() !== '') print(indent(`it printed:\n${indent(file.output.trim())}`));
  });

  input.on('bailout', (reason: string) => {
    failed++;
    print(`✗ the run was given up: ${reason}`);
  });

  return { input, totals: () => ({ passed, failed, skipped }) };
}

/** The innermost failing assertions; a test that contains one has nothing to add. */
function collectFailures(parser: Parser, path: readonly string[], failures: string[]): void {
  let before = failures.length;
  parser.on('child', (child: Parser) => {
    before = failures.length;
    collectFailures(child, [...path, child.name], failures);
  });
  parser.on('assert', (result: Result) => {
    const told = failures.length > before;
    before = failures.length;
    if (result.ok || result.skip || result.todo || told) return;
    failures.push(describe([...path, result.name].join(' › '), result));
    before = failures.length;
  });
}

function describe(title: string, { diag }: Result): string {
  const details = (diag ?? {}) as Record<string, unknown>;
  const rest = Object.entries(details).filter(([key]) => !NOISE.has(key));
  const lines = [
    place(details),
    details['diff'],
    ...rest.map(([key, value]) => `${key}: ${show(value)}`),
    details['stack'],
  ];
  return [`✗ ${title}`, ...lines.filter((line) => typeof line === 'string').map((line) => indent(line.trimEnd()))].join(
    '\n',
  );
}

function place({ at }: Record<string, unknown>): string | undefined {
  const { fileName, lineNumber, columnNumber } = (at ?? {}) as {
    fileName?: string;
    lineNumber?: number;
    columnNumber?: number;
  };
  return fileName === undefined ? undefined : `at ${fileName}:${lineNumber}:${columnNumber}`;
}

const show = (value: unknown): string => (typeof value === 'string' ? value : inspect(value, { depth: 4 }));

const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, '    ');
