import type { Command } from 'commander';
import { examine } from './doctor/examine.ts';
import type { Finding } from './doctor/finding.ts';
import { print, printJson } from './output.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'look at Node, configuration, database, roles, clocks, disk and work, and say how to mend; exit 1 on a problem',
    )
    .option('--json', 'all findings as one JSON document')
    .action(doctor);
}

async function doctor({ json = false }: { readonly json?: boolean }): Promise<void> {
  const all: Finding[] = [];
  await examine((finding) => {
    all.push(finding);
    if (!json) print(shown(finding));
  });
  const count = (level: Finding['level']): number => all.filter((finding) => finding.level === level).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (json) printJson({ ok: problems === 0, problems, warnings, findings: all });
  else print(`\n${counted(problems, 'problem')}, ${counted(warnings, 'warning')}`);
  if (problems > 0) process.exitCode = 1;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const marks = { ok: 'ok     ', warning: 'WARNING', problem: 'PROBLEM' } as const;

function shown({ level, check, detail, mend }: Finding): string {
  const head = `${marks[level]}  ${check}: ${detail}`;
  return mend === undefined ? head : `${head}\n         → ${mend.replaceAll('\n', '\n           ')}`;
}
