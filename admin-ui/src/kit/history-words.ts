import type { AuditEntry } from '@fairlead/core/api';
import { momentText } from './dates.ts';
import { sentence } from './form/schema.ts';

const words: Readonly<Record<string, string>> = {
  api_key: 'the API key',
  membership: 'the member',
  campaign_period: 'the state of a campaign',
  enrollment_period: 'the standing of an enrollment',
  terms: 'terms',
  erasure: 'an erasure of personal data',
};

/** "the campaign", as the audit names what was changed. */
export const entityWord = (entity: string): string => words[entity] ?? `the ${sentence(entity).toLowerCase()}`;

const verbs = { insert: 'added', update: 'changed', delete: 'removed' } as const;
export const verbOf = ({ action }: AuditEntry): string => verbs[action];

/** Kept by the store for itself; they say nothing to a reader. */
const quiet = new Set(['version', 'organization_id', 'created_at', 'updated_at', 'id']);

export interface Change {
  readonly name: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Members that differ; of what was added or removed, all that are set. */
export function changesOf({ before, after }: AuditEntry): readonly Change[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .filter((name) => !quiet.has(name))
    .map((name) => ({ name: sentence(name), from: before?.[name] ?? null, to: after?.[name] ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}

const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

export function shownValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return JSON.stringify(value);
  return isMoment.test(value) ? momentText(value, 'UTC') : value;
}
