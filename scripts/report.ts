import { inspect } from 'node:util';
import { Parser, type Result } from 'tap-parser';

/** Counted in tests: what stands directly in a file, a `t.test(…)` or a bare assertion. A file that breaks counts as one failed. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** How a test file's program ended. */
export interface Ending {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Report {
  /** A file begins; `hear` takes the TAP that it writes. */
  begin(file: string): { readonly hear: (text: string) => void; readonly end: (ending: Ending) => void };
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

  function begin(file: string): ReturnType<Report['begin']> {
    const begun = performance.now();
    const parser = new Parser();
    const failures: string[] = [];
    let tests = 0;
    let output = '';
    parser.on('assert', (test: Result) => {
      if (test.skip || test.todo) skipped++;
      else if (test.ok) passed++;
      else failed++;
      tests++;
    });
    parser.on('extra', (text: string) => (output += text));
    collectFailures(parser, [], failures);
    return {
      hear: (text) => void parser.write(text),
      end(ending) {
        parser.end();
        const took = `${Math.round(performance.now() - begun)} ms`;
        const { ok = false } = parser.results ?? {};
        if (ok && ending.exitCode === 0) return print(`✓ ${file} (${tests}, ${took})`);
        // It ended badly, or said nothing at all, though none of its tests failed.
        if (failures.length === 0) {
          failed++;
          failures.push(`✗ the file itself\n${indent(`exitCode: ${ending.exitCode}, signal: ${ending.signal}`)}`);
        }
        print([`✗ ${file} (${took})`, ...failures.map(indent)].join('\n'));
        if (output.trim() !== '') print(indent(`it printed:\n${indent(output.trim())}`));
      },
    };
  }

  return { begin, totals: () => ({ passed, failed, skipped }) };
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
