// What the attacked servers consist of: the bundled plugins, and no rate limits, since one machine plays all the world.
import { clickAttribution } from '@fairlead/click-attribution';
import { defineConfig } from '@fairlead/core';
import { coupons } from '@fairlead/coupons';
import { cps } from '@fairlead/cps';
import { customerMatch } from '@fairlead/customer-match';
import { proportionalRefunds } from '@fairlead/proportional-refunds';
import { stripe } from '@fairlead/stripe';

export default defineConfig({
  plugins: [clickAttribution(), customerMatch(), coupons(), cps(), proportionalRefunds(), stripe()],
  http: {
    logRequests: 'none',
    limits: {
      redirects: false,
      hooks: false,
      trackingKey: false,
      trackingAddress: false,
      apiKey: false,
      apiAddress: false,
      wrongKeys: false,
    },
  },
});
