import type { CustomerKeys, Evidence } from '../../contract/facts.ts';
import type { RequestScope } from '../request.ts';

/** What may name an affiliate in a tracking call. */
interface EvidenceGiven {
  readonly affiliateSlug?: string;
  readonly clickId?: string;
  readonly couponCode?: string;
  readonly campaign?: string;
}

/** A key bound to a campaign speaks for that campaign only. */
export function evidenceOf(
  { affiliateSlug, clickId, couponCode, campaign }: EvidenceGiven,
  { campaignId }: RequestScope,
): Evidence {
  const named = campaignId ?? campaign;
  return {
    ...(clickId === undefined ? {} : { clickIds: [clickId] }),
    ...(affiliateSlug === undefined ? {} : { slugs: [affiliateSlug] }),
    ...(couponCode === undefined ? {} : { coupons: [{ code: couponCode }] }),
    ...(named === undefined ? {} : { campaign: named }),
  };
}

interface CustomerGiven {
  readonly externalId?: string;
  readonly email?: string;
  readonly processorCustomerId?: string;
}

export const customerOf = (given: CustomerGiven | undefined): CustomerKeys | undefined =>
  given === undefined
    ? undefined
    : {
        ...(given.externalId === undefined ? {} : { externalId: given.externalId }),
        ...(given.email === undefined ? {} : { email: given.email }),
        ...(given.processorCustomerId === undefined ? {} : { processorId: given.processorCustomerId }),
      };

/** C9: a test key never makes a live sale; a live key may make tests. */
export const modeOf = ({ test }: { readonly test?: boolean }, { mode }: RequestScope): 'live' | 'test' =>
  test === true ? 'test' : mode;
