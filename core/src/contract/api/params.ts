import type { Static } from '@sinclair/typebox';
import { Exact, Id } from './values.ts';

/** `:id` of a path. */
export const IdParams = Exact({ id: Id('the thing asked for') }, { title: 'IdParams' });
export type IdParams = Static<typeof IdParams>;
