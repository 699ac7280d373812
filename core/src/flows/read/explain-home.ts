import type { HomeAmounts } from '../../contract/api/home.ts';
import type { RateTable } from '../../domain/exchange.ts';
import { type Home, homeOf, inHome, reversedInHome } from '../../domain/home.ts';
import type { PaymentState } from '../../domain/payment.ts';
import type { StandingLine } from './explain-lines.ts';
import { tellable } from './home-of-rows.ts';

interface Told {
  readonly state: PaymentState;
  readonly lines: readonly StandingLine[];
  readonly homeCurrency: string;
  readonly table: RateTable | null;
}

/** Gross, base and every line in the home currency, each converted by itself (X1). Null where nothing was paid. */
export function explainHome({ state, lines, homeCurrency, table }: Told): HomeAmounts | null {
  const { currency, occurredAt, gross, reversed } = state;
  if (currency === null || occurredAt === null) return null;
  const home = homeOf(table, occurredAt, currency, homeCurrency);
  const base = lines[0]?.line.base;
  const shown = tellable;
  return {
    currency: homeCurrency,
    ...standingOf(home),
    gross: shown(inHome(home, gross)),
    base: base === undefined ? null : shown(inHome(home, base)),
    reversed: shown(reversedInHome(home, gross, reversed < gross ? reversed : gross)),
    lines: lines.map(({ row, line }) => ({
      key: line.key,
      amount: shown(inHome(home, line.amount)),
      reversed: shown(reversedInHome(home, line.amount, BigInt(row.reversed))),
    })),
  };
}

const standingOf = (home: Home): Pick<HomeAmounts, 'state' | 'reason' | 'awaits' | 'rate'> => ({
  state: home.state,
  reason: home.state === 'unavailable' ? home.reason : null,
  awaits: home.state === 'pending' ? home.awaits : null,
  rate: home.state === 'converted' ? { ...home.rate } : null,
});
