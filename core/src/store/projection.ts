import type { DemandedLine } from '../domain/demanded.ts';
import { exactNumber as exact } from '../domain/json.ts';
import { allocate } from '../domain/money.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Decision } from '../domain/stored-fact.ts';
import { nameOf } from '../domain/subject.ts';
import type { ConversionType } from './conversion-type.ts';
import type { Intake, KnownConversion } from './context.ts';
import { newId } from './ids.ts';

/** The rows that show a payment as it was decided; what `verify` compares with those that are there. */
export interface Projection {
  readonly payment: Readonly<Record<string, unknown>>;
  readonly conversions: readonly ConversionRow[];
  /** Credits no longer demanded: they stay visible, at nothing. */
  readonly withdrawn: readonly { readonly id: string; readonly merged: boolean }[];
  readonly commissions: readonly CommissionRow[];
}

export function projectionOf(intake: Intake, outcome: Outcome): Projection {
  const credited = conversionsOf(intake, outcome);
  const conversions = [...credited, ...overridesOf(intake, outcome, credited)];
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
    externalEventId: state.believed?.key ?? nameOf(state.subject),
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
  const sums = [state.gross, outcome.base, outcome.reversedBase, state.reversed];
  const [amounts, bases, reversedBases, reversals] = sums.map((total) => allocate(total, weights));
  const how = claimedWith(intake, decision);
  return decision.shares.flatMap(({ enrollmentId }, share) => {
    const found = intake.found.enrollments.find(({ id }) => id === enrollmentId);
    if (found === undefined) return [];
    const own = lines.filter(({ line }) => line.enrollmentId === enrollmentId && line.role !== 'override');
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
        externalEventId: state.believed?.key ?? nameOf(state.subject),
        connectionId: state.believed?.connectionId ?? null,
        currency: state.currency,
        amount: exact(amounts?.[share] ?? 0n),
        base: exact(bases?.[share] ?? 0n),
        reversedBase: exact(reversedBases?.[share] ?? 0n),
        reversedAmount: exact(reversals?.[share] ?? 0n),
        commission: refused ? 0 : exact(sum(own, ({ line }) => line.amount)),
        reversedCommission: refused ? 0 : exact(sum(own, ({ reversed }) => reversed)),
        occurredAt: state.occurredAt,
        payableAt: credit.payableAt,
        eligibleAt: credit.eligibleAt,
        closed: outcome.closed,
        denied: outcome.standing === 'denied',
        returned: isReturned(outcome),
        merged: false,
        withdrawn: false,
        parentId: null,
        budgeted: found.budgeted ?? false,
        tiered: found.tiered ?? false,
        several: own.length > 1,
      },
    ];
  });
}

/** One conversion per recruiter: an amount of 0, status, dates and currency of the sale it is earned by, and nothing of its customer (C8). */
function overridesOf(intake: Intake, { lines }: Outcome, credited: readonly ConversionRow[]): readonly ConversionRow[] {
  const overrides = lines.filter(({ line }) => line.role === 'override');
  return [...new Set(overrides.map(({ line }) => line.enrollmentId))].flatMap((enrollmentId) => {
    const own = overrides.filter(({ line }) => line.enrollmentId === enrollmentId);
    const [first] = own;
    const recruit = lines.find(({ line }) => line.key === first?.line.parent)?.line;
    const parent = credited.find((row) => row.enrollmentId === recruit?.enrollmentId);
    if (first === undefined || parent === undefined) return [];
    const known = intake.conversions.find(
      (c) => c.paymentId === intake.paymentId && c.enrollmentId === enrollmentId && c.role === 'override',
    );
    const { affiliateId, campaignId } = first.line;
    return [
      {
        ...parent,
        id: known?.id ?? newId(),
        enrollmentId,
        role: 'override',
        affiliateId,
        campaignId,
        method: 'sub_affiliate_override',
        clickId: null,
        clickAt: null,
        couponCode: null,
        customerId: null,
        amount: 0,
        base: 0,
        reversedBase: 0,
        reversedAmount: 0,
        commission: exact(sum(own, ({ line }) => line.amount)),
        reversedCommission: exact(sum(own, ({ reversed }) => reversed)),
        parentId: parent.id,
        several: own.length > 1,
      },
    ];
  });
}

/** Everything that was paid went back (R1), or all that was earned was taken back with the end of its subscription (R7). */
const isReturned = ({ state, cancelledInHold }: Outcome): boolean =>
  cancelledInHold || (state.gross > 0n && state.reversed >= state.gross);

const typeOf = (intake: Intake, { state, credit }: Outcome): ConversionType => {
  if (intake.kind !== 'payment') return intake.kind;
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
    const role = line.role === 'override' ? 'override' : 'credit';
    const conversion = conversions.find((row) => row.enrollmentId === line.enrollmentId && row.role === role);
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

const sum = (lines: readonly DemandedLine[], of: (line: DemandedLine) => bigint): bigint =>
  lines.reduce((all, line) => all + of(line), 0n);
