import { Type } from '@sinclair/typebox';
import { Status } from './tracking.ts';
import { Currency, Exact, Id, Nullable, OneOf, Sum, Time, Values } from './values.ts';

const Step = Exact(
  {
    op: Type.String({ description: 'What was done: `base`, `rate`, `cap`, `round` …', examples: ['rate'] }),
    values: Values({ examples: [{ base: 12000, ppm: 200000, exact: '2400', result: 2400 }] }),
  },
  { title: 'ExplainStep', description: 'One line of working, to be followed with a pocket calculator.' },
);

const TermsUsed = Exact(
  {
    level: OneOf(['affiliate', 'tier', 'group', 'campaign']),
    termsId: Id('the version of the terms'),
    version: Type.Integer(),
    fields: Type.Array(Type.String(), { description: 'What this level gave (C1).' }),
  },
  { title: 'ExplainTerms' },
);

export const ExplainLine = Exact(
  {
    key: Type.String({ description: 'Stable however often it is decided again: `<enrollment id>/<model>`.' }),
    conversionId: Id('the conversion it belongs to'),
    enrollmentId: Id('the enrollment'),
    affiliateId: Id('the affiliate'),
    campaignId: Id('the campaign'),
    model: Type.String({ examples: ['cps'] }),
    role: OneOf(['base', 'override', 'bonus', 'adjustment']),
    parent: Nullable(Type.String(), { description: 'Of an override: the key of the line it is earned by (C8).' }),
    currency: Currency(),
    amount: Sum({ description: 'C: before reversals.' }),
    reversed: Sum({ description: 'V: what refunds, disputes and a denial take of it (R1, R10).', examples: [0] }),
    base: Sum({ description: 'B: what its reversals are measured by (R1).' }),
    baseKind: OneOf(['net', 'gross']),
    weight: Type.Integer({ description: 'The share, parts per million (M3).' }),
    status: Status(),
    payableAt: Nullable(Time()),
    eligibleAt: Nullable(Time()),
    terms: Type.Array(TermsUsed),
    steps: Type.Array(Step),
  },
  { title: 'ExplainLine' },
);
