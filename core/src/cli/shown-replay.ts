import { formatDecimal } from '../domain/money.ts';
import type { Asked } from '../domain/stored-fact.ts';
import type { Replayed } from '../flows/replay.ts';
import type { Settled } from '../flows/settle-payment.ts';

/** What working on a delivery again did, or would do. */
export const shownReplay = {
  json: ({ delivery, state, settled }: Replayed): object => ({
    delivery: delivery.id,
    event: delivery.eventId,
    type: delivery.type,
    state,
    problem: delivery.problem,
    settled: settled.map(({ intake, outcome }) => ({
      payment: intake.paymentId,
      kind: intake.kind,
      before: intake.before,
      after: outcome.standing,
      reason: outcome.reason,
      factsAdded: intake.added + outcome.newFacts.length,
      decision: outcome.decision,
      lines: outcome.lines,
      postings: outcome.postings,
    })),
  }),
  text: ({ delivery, state, settled }: Replayed, tried: boolean): string =>
    [
      `${delivery.type}  ${delivery.eventId}  (delivery ${delivery.id})`,
      tried ? `would be ${state}; nothing of this was kept` : `is ${state}`,
      ...(tried || delivery.problem === null ? [] : [`${delivery.problem.code}: ${delivery.problem.detail}`]),
      ...settled.flatMap(shownSettled),
    ].join('\n'),
};

function shownSettled({ intake, outcome }: Settled): readonly string[] {
  const { decision, lines, postings, newFacts, standing, reason, state } = outcome;
  const money = (amount: bigint, currency = state.currency): string =>
    currency === null ? String(amount) : `${formatDecimal(amount, currency)} ${currency}`;
  const paid = state.kind === 'payment' ? ` of ${money(state.gross)}` : '';
  const added = intake.added + newFacts.length;
  return [
    '',
    `${intake.kind} ${intake.paymentId}${paid}: ${intake.before.state === standing ? standing : `${intake.before.state} → ${standing}`} (${reason})`,
    `  facts: ${added === 0 ? 'none new' : `${added} new`}`,
    ...decision.asked.map((asked) => `  ${shownAsked(asked)}`),
    ...lines.map(({ line, reversed }) => `  ${line.model}: ${money(line.amount)}, reversed ${money(reversed)}`),
    ...(postings.length === 0 ? ['  postings: none'] : []),
    ...postings.map(
      ({ amount, currency, debit, credit, reason: why }) =>
        `  posted ${money(amount, currency)} from ${debit} to ${credit} (${why})`,
    ),
  ];
}

const shownAsked = ({ strategy, outcome, reason, values }: Asked): string => {
  const operands = Object.entries(values).map(([name, value]) => `${name} ${String(value)}`);
  return [`${strategy}: ${outcome}, ${reason}`, ...operands].join(', ');
};
