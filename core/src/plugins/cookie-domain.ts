import type { Mistake } from './config-error.ts';
import type { Settings } from './config-schema.ts';

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** Two labels at least, the last one no number: browsers take a cookie neither for a whole top-level domain nor for an address with dots. */
const name = new RegExp(`^(?=.{1,253}$)(?:${label}\\.)+(?=.*[a-z])${label}$`);

export const isDomain = (text: string): boolean => name.test(text);

/** A browser silently drops a cookie for a domain that the host setting it is not within, so that no click would ever be recognised. */
export function checkCookieDomain({ server: { publicUrl }, tracking: { cookie } }: Settings): readonly Mistake[] {
  if (cookie.domain === '' || publicUrl === undefined) return [];
  const { hostname } = new URL(publicUrl);
  if (hostname === cookie.domain || hostname.endsWith(`.${cookie.domain}`)) return [];
  return [
    {
      path: '/tracking/cookie/domain',
      message: `is "${cookie.domain}", and server.publicUrl is at ${hostname}, which is not within it: browsers would drop the cookie`,
      mend: `give the domain that your shop and ${hostname} share, or leave it out: the cookie is then of ${hostname} alone`,
    },
  ];
}
