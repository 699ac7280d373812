import type { Affiliate as Shown, NewAffiliate } from '../../contract/api/affiliates.ts';
import { edit } from '../../store/edited/edit.ts';
import { Affiliate } from '../../store/entities/affiliate.ts';
import { newId } from '../../store/ids.ts';
import type { Scope } from '../../store/session.ts';
import { readEmail, takenEmail } from './affiliate-email.ts';
import { showAffiliate } from './affiliate-view.ts';
import type { Desk } from './desk.ts';

/**
 * A person or company, one per e-mail address (A5); enrolled in each campaign apart.
 *
 * @throws Problem `already_exists`
 */
export async function createAffiliate({ engine }: Desk, scope: Scope, { name, email }: NewAffiliate): Promise<Shown> {
  const address = readEmail(email);
  const { organizationId } = scope;
  return edit(
    engine.store,
    scope,
    async (em) => {
      const affiliate = em.create(Affiliate, { organizationId, id: newId(), name, ...address });
      await em.flush();
      return showAffiliate(affiliate);
    },
    () => takenEmail(address.email),
  );
}
