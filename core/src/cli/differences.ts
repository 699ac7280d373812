import type { Difference } from '../flows/verify/index.ts';

export type Totals = {
  readonly payments: number;
  readonly lines: number;
  readonly due: number;
  readonly differences: number;
  readonly received?: number;
  readonly parked?: number;
  readonly quarantined?: number;
  readonly unreplayed?: boolean;
};

/** `✗ balance  account pending, affiliate 0199…: must be 2000, is 2001` */
export function shownDifference({ code, about, expected, found }: Difference): string {
  const what = Object.entries(about).map(([kind, id]) => `${kind} ${id}`);
  return `✗ ${code}  ${what.join(', ')}: must be ${shown(expected)}, is ${shown(found)}`;
}

const shown = (value: Difference['found']): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What was looked at, what was found, and what is still on its way and so is no difference. */
export function summaryOf(name: string, totals: Totals): string {
  const { payments, lines, due, differences, received = 0, parked = 0, quarantined = 0, unreplayed = false } = totals;
  const found = differences === 0 ? 'no difference' : count(differences, 'difference');
  const looked = unreplayed
    ? 'payments not decided again, because merges lead in a circle'
    : `${count(payments, 'payment')} with ${count(lines, 'line')} decided again`;
  const open = [
    due > 0 && `${count(due, 'payment')} about to be settled again`,
    received > 0 && `${count(received, 'delivery')} waiting to be worked on`,
    parked > 0 && `${count(parked, 'delivery')} parked`,
    quarantined > 0 && `${count(quarantined, 'delivery')} quarantined`,
  ].filter((text) => text !== false);
  return [`${name}: ${looked}: ${found}.`, ...open.map((text) => `  not yet in the ledger: ${text}`)].join('\n');
}

const count = (number: number, word: string): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? word : word.replace(/y$/, 'ie') + 's'}`;
