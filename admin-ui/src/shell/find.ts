import type { AffiliatePage, ConversionPage, PaymentPage } from '@fairlead/core/api';
import { get } from '../api/client.ts';
import { moneyText } from '../kit/money-text.ts';

/** One thing that was found, and where it is. */
export interface Found {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly to: string;
}

/** What an id, e-mail, code, slug, order number or name leads to; an exact id stands first. */
export async function find(text: string, signal: AbortSignal): Promise<readonly Found[]> {
  const q = text.trim();
  const [sales, payments, affiliates] = await Promise.all([
    get<ConversionPage>('/v1/conversions', { q, take: 5 }, signal),
    get<PaymentPage>('/v1/payments', { q, take: 5 }, signal),
    get<AffiliatePage>('/v1/affiliates', { q, take: 5 }, signal),
  ]);
  const credited = new Set(sales.data.map(({ paymentId }) => paymentId));
  return [
    ...sales.data.map(({ id, affiliateName, externalEventId, amount, currency }) => ({
      id,
      label: `${externalEventId ?? id} · ${affiliateName}`,
      description: currency === null ? 'Lead' : `Sale of ${moneyText(amount, currency)}`,
      to: `/sales/${id}`,
    })),
    ...payments.data
      .filter(({ id }) => !credited.has(id))
      .map(({ id, externalEventId, amount, currency }) => ({
        id,
        label: externalEventId ?? id,
        description: `Payment${amount === null || currency === null ? '' : ` of ${moneyText(amount, currency)}`}, not credited`,
        to: `/payments/${id}`,
      })),
    ...affiliates.data.map(({ id, name, email }) => ({ id, label: name, description: email, to: `/affiliates/${id}` })),
  ];
}
