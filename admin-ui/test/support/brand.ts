import type { House } from './server.ts';

interface Made {
  readonly id: string;
}

/** A campaign at 20%, held for 30 days. */
export async function addCampaign({ call }: House, name = 'Creators', slug = 'creators'): Promise<string> {
  const { id } = await call<Made>('POST', '/v1/campaigns', {
    name,
    slug,
    state: 'active',
    validFrom: ago(100),
    destinationUrl: 'https://example.com/',
    terms: { commission: { holdDays: 30, models: { cps: { kind: 'percent', rate: 200_000 } } } },
  });
  return id;
}

/** An affiliate, enrolled long enough ago to be credited; answers the enrollment. */
export async function addAffiliate({ call }: House, campaignId: string, name: string, slug: string): Promise<string> {
  const affiliate = await call<Made>('POST', '/v1/affiliates', { name, email: `${slug}@affiliates.test` });
  const enrollment = { campaignId, affiliateId: affiliate.id, slug, status: 'approved', validFrom: ago(90) };
  return (await call<Made>('POST', '/v1/enrollments', enrollment)).id;
}

/** RFC 3339, so many days back. */
export const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
