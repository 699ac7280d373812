import { Type, type Static } from '@sinclair/typebox';
import { CustomerKeys } from './tracking.ts';
import { Exact, Id, OneOf } from './values.ts';

const { externalId, email } = CustomerKeys.properties;

/** `POST /t/:key/leads` (F8): what a page may say of somebody who signed up. */
export const PageLeadBody = Exact(
  {
    customer: Exact(
      { externalId, email },
      { title: 'PageLeadCustomer', anyOf: [{ required: ['externalId'] }, { required: ['email'] }] },
    ),
    clickId: Id('the click that led to it'),
    consent: Type.Optional(
      Type.Boolean({ description: 'The visitor consented, where the campaign asks for it (A9).' }),
    ),
  },
  { title: 'PageLeadBody' },
);
export type PageLeadBody = Static<typeof PageLeadBody>;

/** Nothing in it tells whether the person was known: the key that asks can be read by anybody. */
export const PageLeadAnswer = Exact(
  {
    received: Type.Boolean(),
    reason: Type.Optional(
      OneOf(['opted_out', 'consent_missing', 'unknown_click'], { description: 'Why it was not received.' }),
    ),
    isTest: Type.Boolean(),
  },
  { title: 'PageLeadAnswer' },
);
export type PageLeadAnswer = Static<typeof PageLeadAnswer>;
