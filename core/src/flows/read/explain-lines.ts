import type { Explanation } from '../../contract/api/explain.ts';
import { lineFromJson } from '../../domain/json.ts';
import type { Line } from '../../domain/stored-fact.ts';
import type { ConversionRow } from '../../store/reads/conversions.ts';
import type { LineRow } from '../../store/reads/record.ts';

/** A line that stands, as stored: its working is in it. */
export interface StandingLine {
  readonly row: LineRow;
  readonly line: Line;
}

/** What others are made of comes first. */
export const standingLines = (rows: readonly LineRow[]): readonly StandingLine[] =>
  rows
    .map((row) => ({ row, line: lineFromJson(row.line) }))
    .toSorted((a, b) => Number(a.line.parent !== undefined) - Number(b.line.parent !== undefined));

/** With the terms used and every operation; status and dates are those of its conversion. */
export function explainLines(
  lines: readonly StandingLine[],
  conversions: readonly ConversionRow[],
): Explanation['lines'] {
  return lines.map(({ row, line }) => {
    const conversion = conversions.find(({ id }) => id === row.conversionId);
    return {
      ...line,
      parent: line.parent ?? null,
      conversionId: row.conversionId,
      currency: row.currency,
      amount: Number(row.amount),
      reversed: Number(row.reversed),
      base: Number(line.base),
      status: conversion?.status ?? 'pending',
      payableAt: conversion?.payableAt ?? null,
      eligibleAt: conversion?.eligibleAt ?? null,
      terms: line.terms.map((used) => ({ ...used, fields: [...used.fields] })),
      steps: line.steps.map((step) => ({ ...step })),
    };
  });
}
