import { Type, type Static } from '@sinclair/typebox';
import { Currency, Exact, Id, Text, Time, Version } from './values.ts';

const name = () => Text(200, { description: 'The brand.', examples: ['Acme'] });
const timeZone = () =>
  Text(64, { description: 'IANA name: reports and tax years are shown in it.', examples: ['Europe/Berlin'] });
const inboxDays = () =>
  Type.Integer({
    minimum: 1,
    maximum: 3650,
    description:
      'Days the bodies of deliveries are kept; facts stay for good. Without its body, a delivery cannot be replayed.',
  });
const graceDays = () => Type.Integer({ minimum: 0, maximum: 365, description: 'Days added after the hold (C7).' });

export const Organization = Exact(
  {
    id: Id('the organization'),
    name: name(),
    homeCurrency: Currency({ description: 'Revenue and commission roll up to it (X1).' }),
    timeZone: timeZone(),
    graceDays: graceDays(),
    inboxDays: inboxDays(),
    createdAt: Time(),
    version: Version(),
  },
  { title: 'Organization' },
);
export type Organization = Static<typeof Organization>;

/** `PATCH /v1/organization`. What is left out stays. */
export const OrganizationChange = Exact(
  {
    name: Type.Optional(name()),
    homeCurrency: Type.Optional(Currency()),
    timeZone: Type.Optional(timeZone()),
    graceDays: Type.Optional(graceDays()),
    inboxDays: Type.Optional(inboxDays()),
    version: Type.Optional(Version()),
  },
  { title: 'OrganizationChange', minProperties: 1 },
);
export type OrganizationChange = Static<typeof OrganizationChange>;
