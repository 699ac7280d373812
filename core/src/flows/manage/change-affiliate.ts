import type { AffiliateChange, Affiliate as Shown } from '../../contract/api/affiliates.ts';
import { edit } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import { lookAgainAtAffiliate } from '../../store/edited/look-again.ts';
import type { Scope } from '../../store/session.ts';
import { readEmail, takenEmail } from './affiliate-email.ts';
import { showAffiliate } from './affiliate-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';

/**
 * Open credits are looked at again when the address changes (A7).
 *
 * @throws Problem `not_found`, `stale_version`, `already_exists`
 */
export async function changeAffiliate(
  { engine }: Desk,
  scope: Scope,
  id: string,
  { name, email, version }: AffiliateChange,
): Promise<Shown> {
  const address = email === undefined ? undefined : readEmail(email);
  return edit(
    engine.store,
    scope,
    async (em) => {
      const affiliate = await hold(em, kinds.affiliate, id, version);
      if (name !== undefined) affiliate.name = name;
      if (address !== undefined && address.emailKey !== affiliate.emailKey) await lookAgainAtAffiliate(em, id);
      if (address !== undefined) em.assign(affiliate, address);
      await em.flush();
      return showAffiliate(affiliate);
    },
    () => (address === undefined ? {} : takenEmail(address.email)),
  );
}
