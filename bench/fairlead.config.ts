// The installed configuration, but for the limits of one address: in a bench all the world is one address.
import installed from '../fairlead.config.ts';
import { defineConfig } from '@fairlead/core';

const { limits } = installed.http;

export default defineConfig({
  ...installed,
  http: {
    ...installed.http,
    limits: {
      ...limits,
      redirects: false,
      hooks: false,
      trackingKey: false,
      trackingAddress: false,
      apiKey: false,
      apiAddress: false,
    },
  },
});
