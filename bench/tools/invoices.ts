import type { StoredDelivery } from '../../core/src/contract/adapter.ts';
import { type Clicked, pick } from './sales.ts';

/** Deliveries of paid invoices, numbered from `first`, each with somebody's click: what `invoice.paid` holds, without what is not read. */
export function paidInvoices(first: number, count: number, clicks: readonly Clicked[]): readonly StoredDelivery[] {
  const paidAt = Math.floor(Date.now() / 1000) - 3_600;
  return Array.from({ length: count }, (_, index) => paidInvoice(first + index, paidAt, pick(clicks).clickId));
}

export function paidInvoice(number: number, paidAt: number, clickId: string): StoredDelivery {
  const eventId = `evt_bench_${number}`;
  const invoice = {
    id: `in_bench_${number}`,
    object: 'invoice',
    status: 'paid',
    amount_paid: 5_000,
    currency: 'usd',
    billing_reason: 'manual',
    total: 5_000,
    total_excluding_tax: 5_000,
    created: paidAt,
    status_transitions: { paid_at: paidAt },
    customer: `cus_bench_${number}`,
    customer_email: `buyer-${number}@example.com`,
    metadata: { fairlead_click_id: clickId },
    lines: {
      object: 'list',
      has_more: false,
      data: [{ id: `il_${number}`, description: 'Pro plan', amount: 5_000, quantity: 1 }],
    },
  };
  const event = {
    id: eventId,
    object: 'event',
    type: 'invoice.paid',
    api_version: '2026-10-28.endive',
    created: paidAt,
    livemode: true,
    data: { object: invoice },
  };
  return {
    eventId,
    type: 'invoice.paid',
    occurredAt: new Date(paidAt * 1000).toISOString(),
    body: Buffer.from(JSON.stringify(event)),
  };
}
