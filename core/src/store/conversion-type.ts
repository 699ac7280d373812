import type { SubjectKind } from '../domain/subject.ts';

/** What lists call a credit: payments are sales or renewals, everything else is what it is. */
export type ConversionType = Exclude<SubjectKind, 'payment'> | 'sale' | 'renewal';
