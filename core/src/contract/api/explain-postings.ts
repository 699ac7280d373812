import { Type } from '@sinclair/typebox';
import { Currency, Exact, Id, Sum, Time, Total } from './values.ts';

export const ExplainPosting = Exact(
  {
    id: Id('the posting'),
    paymentId: Id('the payment it was posted for: this one, or one that became it'),
    lineKey: Type.String(),
    enrollmentId: Id('the enrollment'),
    affiliateId: Id('the affiliate'),
    debit: Type.String({ examples: ['commission_expense'] }),
    credit: Type.String({ examples: ['pending'] }),
    amount: Sum(),
    currency: Currency(),
    reason: Type.String({ examples: ['credited'] }),
    debitAfter: Total({
      description: "Credits − debits of this payment's postings on the debited account, this one included.",
    }),
    creditAfter: Total({ description: 'The same of the credited account. Accounts of an affiliate are its own.' }),
    occurredAt: Time(),
    recordedAt: Time(),
    actor: Type.String({ examples: ['adapter:019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'] }),
  },
  { title: 'ExplainPosting' },
);
