import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenConnection } from '../../flows/connections.ts';
import type { Engine } from '../../flows/engine.ts';
import { formatDecimal } from '../../domain/money.ts';
import { deliveriesOf, paymentsToldBy, type ToldPayment } from '../../store/story.ts';
import type { ShownDelivery } from '../../store/inbox.ts';
import { inSnapshot } from '../../store/session.ts';

export interface Told {
  readonly deliveries: readonly ShownDelivery[];
  readonly payments: readonly ToldPayment[];
}

/** Waits until the server has worked on the deliveries, and reads what became of them. */
export async function whatBecame(
  { store }: Engine,
  { organizationId, id: connectionId }: OpenConnection,
  events: readonly string[],
  patienceMs = 20_000,
): Promise<Told> {
  const scope = { organizationId, actor: 'cli' };
  for (let waited = 0; ; waited += 100) {
    const told = await inSnapshot(store, scope, async (session) => {
      const deliveries = await deliveriesOf(session, scope, connectionId, events);
      const ids = deliveries.map(({ id }) => id);
      return { deliveries, payments: await paymentsToldBy(session, scope, ids) };
    });
    if (told.deliveries.every(({ state }) => state !== 'received') || waited >= patienceMs) return told;
    await sleep(100);
  }
}

/** What stands in the way, and every sale with its commissions and postings. */
export function shownTold({ deliveries, payments }: Told): string {
  const unfinished = deliveries.filter(({ state }) => state !== 'processed' && state !== 'ignored');
  return [
    ...unfinished.map(({ type, state, id, problem }) => {
      const why = problem === null ? '' : `: ${problem.code} ${problem.detail}`;
      return `${type} is ${state}${why} (delivery ${id})`;
    }),
    ...payments.flatMap(shownPayment),
  ].join('\n');
}

function shownPayment(payment: ToldPayment): readonly string[] {
  const { id, kind, mode, state, reason, externalEventId, currency, amount, reversed, conversions, postings } = payment;
  const money = (minor: number, of = currency): string =>
    of === null ? String(minor) : `${formatDecimal(BigInt(minor), of)} ${of}`;
  const what = kind === 'lead' ? 'lead' : `sale ${externalEventId ?? id}`;
  const sum =
    amount === null ? '' : ` of ${money(amount)}${reversed > 0 ? `, ${money(reversed)} of it gone back` : ''}`;
  return [
    '',
    `${what}${sum}${mode === 'test' ? ' (test: nothing is posted)' : ''}: ${state}${reason === null || reason === state ? '' : `, ${reason}`}`,
    ...conversions.flatMap((conversion) => [
      `  ${conversion.type} of ${conversion.affiliate}${conversion.method === null ? '' : ` by ${conversion.method}`}: ` +
        `${conversion.status}, payable on ${conversion.payableAt.slice(0, 10)} (conversion ${conversion.id})`,
      ...conversion.lines.map(
        (line) => `    ${line.model}: commission ${money(line.amount)}, reversed ${money(line.reversed)}`,
      ),
    ]),
    ...postings.map(
      (posting) =>
        `  posted ${money(posting.amount, posting.currency)}: ${posting.debit} → ${posting.credit} (${posting.reason})`,
    ),
  ];
}
