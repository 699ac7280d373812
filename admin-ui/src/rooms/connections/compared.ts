import type { Connection } from '@fairlead/core/api';
import type { Compared } from '../../kit/stale-note.tsx';

const takes = ({ active }: Connection): string => (active ? 'taken in' : 'refused');

/** A connection as somebody else left it, beside what is wanted of it. Of secrets only names are known. */
export const comparedWith = (now: Connection, wanted: Connection): Compared => [
  ['Name', now.name, wanted.name],
  ['Account', now.account ?? '', wanted.account ?? ''],
  ['Deliveries', takes(now), takes(wanted)],
  ['Secrets', now.credentials.join(', '), wanted.credentials.join(', ')],
];
