import type { DemandedLine } from '../domain/demanded.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Decision } from '../domain/stored-fact.ts';
import { exactNumber as exact } from '../domain/json.ts';
import { byTime, earliestOf } from '../domain/time.ts';
import { allocate } from '../domain/money.ts';
import type { Intake, KnownConversion } from './context.ts';
import { newId } from './ids.ts';
import { prepare } from './prepared-fact.ts';
import type { Scope, Session, Statement } from './session.ts';

const statement: Statement = { name: 'write_settlement', text: 'select write_settlement($1, $2, $3)' };

export interface Written {
  readonly conversions: readonly { readonly id: string; readonly enrollmentId: string }[];
  /** Who is credited changed, or somebody is credited for the first time. */
  readonly changed: boolean;
}

/** Writes what was decided in the statement that travels with the commit. `revisited`: queue rows this settlement answers. */
export function writeSettlement(
  session: Session,
  scope: Scope,
  intake: Intake,
  outcome: Outcome,
  revisited: readonly string[] = [],
): Written {
  const { payment, conversions, withdrawn, commissions } = projectionOf(intake, outcome);
  const changed = outcome.standing !== 'failed' && creditChanged(intake, conversions, outcome);
  const document = {
    payment,
    facts: outcome.newFacts.map((fact) => ({
      ...prepare(fact, intake.paymentId),
      occurredAt: fact.occurredAt,
      actor: 'core',
    })),
    conversions,
    withdrawn,
    commissions,
    ...(outcome.standing !== 'failed' && intake.conversions.length > 0
      ? { earning: commissions.map(({ lineKey }) => lineKey) }
      : {}),
    postings: outcome.postings.map((posting) => ({
      id: newId(),
      ...posting,
      amount: exact(posting.amount),
      occurredAt: outcome.state.occurredAt,
    })),
    // Nobody is told of a test (C9).
    outbox: intake.mode === 'live' && (changed || withdrawn.length > 0) ? [message(intake, outcome)] : [],
    revisits: revisitRows(intake, outcome, revisited),
    ...(revisited.length > 0 ? { revisited } : {}),
    ...(waitedFor(intake, outcome) ? { arrived: true } : {}),
    ...(((changed || withdrawn.length > 0) && leads(intake)) || grown(intake, outcome) || tookSlot(intake, outcome)
      ? related(intake, outcome)
      : {}),
  };
  session.last(statement, [scope.organizationId, JSON.stringify(document), scope.actor]);
  return { conversions, changed };
}

/** The rows that show a payment as it was decided; what `verify` compares with those that are there. */
export interface Projection {
  readonly payment: Readonly<Record<string, unknown>>;
  readonly conversions: readonly ConversionRow[];
  /** Credits no longer demanded: they stay visible, at nothing. */
  readonly withdrawn: readonly { readonly id: string; readonly merged: boolean }[];
  readonly commissions: readonly CommissionRow[];
}

export function projectionOf(intake: Intake, outcome: Outcome): Projection {
  const conversions = conversionsOf(intake, outcome);
  // A broken plugin changes nothing until it is mended.
  const withdrawn = (outcome.standing === 'failed' ? [] : intake.conversions)
    .filter(({ id, withdrawn }) => !withdrawn && !conversions.some((conversion) => conversion.id === id))
    .map(({ id, paymentId }) => ({ id, merged: paymentId !== intake.paymentId }));
  const commissions = commissionRows(intake, outcome, conversions);
  return { payment: paymentRow(intake, outcome), conversions, withdrawn, commissions };
}

function paymentRow(intake: Intake, { state, standing, reason, decision, closed, notes }: Outcome) {
  return {
    id: intake.paymentId,
    state: standing,
    reason,
    occurredAt: state.occurredAt,
    currency: state.currency,
    amount: state.kind === 'payment' ? exact(state.gross) : null,
    reversed: exact(state.reversed),
    connectionId: state.believed?.connectionId ?? null,
    externalEventId: state.believed?.key ?? null,
    customerId: intake.customerId,
    subscription: intake.subscription,
    closed,
    decision,
    notes,
  };
}

export interface ConversionRow extends KnownConversion {
  readonly [column: string]: unknown;
}

export interface CommissionRow {
  readonly lineKey: string;
  readonly conversionId: string;
  readonly [column: string]: unknown;
}

/** One conversion per credited enrollment; its amounts are the payment's, split by weight where several are credited. */
function conversionsOf(intake: Intake, outcome: Outcome): readonly ConversionRow[] {
  const { state, decision, lines, credit } = outcome;
  if (credit === null || (outcome.standing !== 'credited' && outcome.standing !== 'denied')) return [];
  const weights = decision.shares.map(({ weight }) => BigInt(weight));
  const [amounts, bases, reversals] = [state.gross, outcome.base, state.reversed].map((total) =>
    allocate(total, weights),
  );
  const how = claimedWith(intake, decision);
  return decision.shares.flatMap(({ enrollmentId }, share) => {
    const found = intake.found.enrollments.find(({ id }) => id === enrollmentId);
    if (found === undefined) return [];
    const own = lines.filter(({ line }) => line.enrollmentId === enrollmentId);
    const known = intake.conversions.find(
      (c) => c.paymentId === intake.paymentId && c.enrollmentId === enrollmentId && c.role === 'credit',
    );
    const refused = decision.outcome === 'denied';
    return [
      {
        id: known?.id ?? newId(),
        paymentId: intake.paymentId,
        enrollmentId,
        role: 'credit',
        affiliateId: found.affiliateId,
        campaignId: found.campaignId,
        type: typeOf(intake, outcome),
        mode: intake.mode,
        method: decision.method,
        ...how,
        customerId: intake.customerId,
        subscription: intake.subscription,
        externalEventId: state.believed?.key ?? null,
        connectionId: state.believed?.connectionId ?? null,
        currency: state.currency,
        amount: exact(amounts?.[share] ?? 0n),
        base: exact(bases?.[share] ?? 0n),
        reversedAmount: exact(reversals?.[share] ?? 0n),
        commission: refused ? 0 : exact(sum(own, ({ line }) => line.amount)),
        reversedCommission: refused ? 0 : exact(sum(own, ({ reversed }) => reversed)),
        occurredAt: state.occurredAt,
        payableAt: credit.payableAt,
        eligibleAt: credit.eligibleAt,
        closed: outcome.closed,
        denied: outcome.standing === 'denied',
        merged: false,
        withdrawn: false,
      },
    ];
  });
}

const typeOf = (intake: Intake, { state, credit }: Outcome): 'sale' | 'renewal' | 'lead' => {
  if (intake.kind === 'lead') return 'lead';
  const later = state.billing === 'renewal' || (intake.subscription !== null && (credit?.slot ?? 1) > 1);
  return later ? 'renewal' : 'sale';
};

/** What the winning evidence named, for lists: the click and the code. */
function claimedWith(intake: Intake, decision: Decision) {
  const claimed = decision.asked.find(({ outcome }) => outcome === 'claimed');
  const clickId = textOf(claimed, 'clickId') ?? (intake.kind === 'lead' ? clickOf(decision) : null);
  const visit = intake.found.clicks.flatMap(({ visits }) => visits).find(({ id }) => id === clickId);
  return { clickId, clickAt: visit?.at ?? null, couponCode: textOf(claimed, 'code') };
}

/** The click a lead came from counts for earlier payments too (A8), also where a lock names the same enrollment before it is asked. */
const clickOf = ({ asked, shares }: Decision): string | null =>
  asked
    .filter(({ outcome, values }) => outcome === 'outranked' && values['enrollmentId'] === shares[0]?.enrollmentId)
    .map((step) => textOf(step, 'clickId'))
    .find((id) => id !== null) ?? null;

const textOf = (step: Decision['asked'][number] | undefined, name: string): string | null => {
  const value = step?.values[name];
  return typeof value === 'string' ? value : null;
};

function commissionRows(
  intake: Intake,
  { lines, state }: Outcome,
  conversions: readonly ConversionRow[],
): readonly CommissionRow[] {
  return lines.flatMap(({ line, reversed }) => {
    const conversion = conversions.find(({ enrollmentId }) => enrollmentId === line.enrollmentId);
    if (conversion === undefined || state.currency === null) return [];
    return [
      {
        paymentId: intake.paymentId,
        lineKey: line.key,
        id: newId(),
        conversionId: conversion.id,
        enrollmentId: line.enrollmentId,
        affiliateId: line.affiliateId,
        role: line.role,
        model: line.model,
        currency: state.currency,
        amount: exact(line.amount),
        reversed: exact(reversed),
        line: { ...line, amount: exact(line.amount), base: exact(line.base) },
      },
    ];
  });
}

function creditChanged(intake: Intake, conversions: readonly KnownConversion[], outcome: Outcome): boolean {
  const before = new Set(intake.conversions.filter(({ withdrawn }) => !withdrawn).map(({ id }) => id));
  const same = conversions.length === before.size && conversions.every(({ id }) => before.has(id));
  const { state } = intake.before;
  return !same || (outcome.standing !== state && (outcome.standing === 'denied' || state === 'denied'));
}

/** Deliveries wait for this payment, or for one merged into it just now. */
const waitedFor = ({ fresh, before, losers }: Intake, { standing }: Outcome): boolean =>
  !fresh && standing !== 'waiting' && (before.state === 'waiting' || losers.length > 0);

const message = (intake: Intake, { standing }: Outcome) => ({
  id: newId(),
  topic: intake.conversions.length === 0 ? 'conversion.created' : 'conversion.updated',
  payload: { paymentId: intake.paymentId, state: standing },
});

/** A clock that rings by then, unless there is one; one that just rang is gone with this settlement. */
function revisitRows(intake: Intake, { revisitAt }: Outcome, revisited: readonly string[]) {
  if (revisitAt === null) return [];
  const rings = intake.clocks.some(({ id, dueAt }) => !revisited.includes(id) && byTime(dueAt, revisitAt) <= 0);
  return rings ? [] : [{ id: newId(), paymentId: intake.paymentId, dueAt: revisitAt, reason: 'clock' }];
}

/** Others follow it: a lead, or the first credited payment of its customer or subscription (A4). What comes after that one locks nobody. */
const leads = ({ kind, customerId, subscription, found, losers }: Intake): boolean =>
  kind === 'lead' ||
  losers.length > 0 ||
  (customerId !== null && found.customerLock === undefined) ||
  (subscription !== null && found.subscriptionLock === undefined);

/** The same credit, and yet others may be decided otherwise by it: it happened at another time, or it is known whose it is; a lead knows more. */
function grown(intake: Intake, { standing, state }: Outcome): boolean {
  const { before, customerId, subscription, losers } = intake;
  if (intake.kind === 'lead') return standing === 'credited' && intake.added > 0;
  // Credited or not, it is one of the payments of its subscription (C4).
  const matters = (how: string): boolean => how === 'credited' || (subscription !== null && countsInSubscription(how));
  if (!matters(standing) || !matters(before.state)) return false;
  if (losers.length > 0) return true;
  const moved =
    before.occurredAt === null || state.occurredAt === null || byTime(before.occurredAt, state.occurredAt) !== 0;
  return moved || before.customerId !== customerId || before.subscription !== subscription;
}

/** It counts among the payments of its subscription from now on, credited or not: later ones move on by one (C4). */
const tookSlot = ({ subscription, before, fresh }: Intake, { standing }: Outcome): boolean =>
  subscription !== null && countsInSubscription(standing) && (fresh || !countsInSubscription(before.state));

const countsInSubscription = (standing: string): boolean => ['credited', 'uncredited', 'denied'].includes(standing);

/** A lead may credit payments of any time; a payment's credit touches only what happened later (A4). Nobody else knows a stranger. */
function related(intake: Intake, { state }: Outcome) {
  const customer = intake.stranger ? null : intake.customerId;
  if (customer === null && intake.subscription === null) return {};
  const times = [intake.before.occurredAt, state.occurredAt].filter((time) => time !== null);
  const since = intake.kind === 'lead' || intake.losers.length > 0 ? null : earliestOf(times);
  return { changed: 'credit_changed', changedCustomer: customer, changedSince: since };
}

const sum = (lines: readonly DemandedLine[], of: (line: DemandedLine) => bigint): bigint =>
  lines.reduce((all, line) => all + of(line), 0n);
