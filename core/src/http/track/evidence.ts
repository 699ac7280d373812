import { Problem } from '../../contract/errors.ts';
import type { CustomerKeys, Evidence } from '../../contract/facts.ts';
import type { RequestScope } from '../request.ts';

/** What may name an affiliate in a tracking call. */
interface EvidenceGiven {
  readonly affiliateSlug?: string;
  readonly clickId?: string;
  readonly couponCode?: string;
  readonly campaign?: string;
}

/**
 * What a call tells of who brought the customer. A key bound to a campaign speaks for that campaign only.
 *
 * @throws Problem `key_out_of_scope` when the call names another campaign (F35)
 */
export function evidenceOf(
  { affiliateSlug, clickId, couponCode, campaign }: EvidenceGiven,
  { campaignId }: RequestScope,
): Evidence {
  if (campaignId !== undefined && campaign !== undefined && campaign !== campaignId) {
    throw new Problem(
      'key_out_of_scope',
      `this key is bound to campaign ${campaignId}: leave campaign out, or use a key that is not`,
    );
  }
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
