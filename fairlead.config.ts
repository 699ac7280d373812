// The one file you edit to change what this server consists of. Every setting and its default: docs/configuration.md.
import { bonuses } from '@fairlead/bonuses';
import { braintree } from '@fairlead/braintree';
import { clickAttribution } from '@fairlead/click-attribution';
import { defineConfig } from '@fairlead/core';
import { coupons } from '@fairlead/coupons';
import { cpa } from '@fairlead/cpa';
import { cpc } from '@fairlead/cpc';
import { cpl } from '@fairlead/cpl';
import { cps } from '@fairlead/cps';
import { customerMatch } from '@fairlead/customer-match';
import { fullRefundOnly } from '@fairlead/full-refund-only';
import { fx } from '@fairlead/fx';
import { paddle } from '@fairlead/paddle';
import { proportionalRefunds } from '@fairlead/proportional-refunds';
import { recomputeRefunds } from '@fairlead/recompute-refunds';
import { recurring } from '@fairlead/recurring';
import { shopify } from '@fairlead/shopify';
import { stripe } from '@fairlead/stripe';
import { subAffiliates } from '@fairlead/sub-affiliates';
import { tiers } from '@fairlead/tiers';

export default defineConfig({
  plugins: [
    // Who is credited
    clickAttribution(),
    customerMatch(),
    coupons(),

    // What they earn, and what a refund takes back
    cps(),
    recurring(),
    cpl(),
    tiers(),
    cpc(),
    subAffiliates(),
    cpa(),
    bonuses(),
    proportionalRefunds(),
    recomputeRefunds(),
    fullRefundOnly(),

    // What amounts are worth in another currency
    fx(),

    // Where payments come from
    stripe(),
    paddle(),
    shopify(),
    braintree(),
  ],
});
