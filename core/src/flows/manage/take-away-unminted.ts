import { edit } from '../../store/edited/edit.ts';
import { holdIfThere } from '../../store/edited/find.ts';
import { forgetMinted, mintedCode } from '../../store/edited/minted-codes.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';

/** A new code the processor would not make: it never was one, so that it can be asked for again, by whomever. */
export async function takeAwayUnminted({ engine }: Desk, scope: Scope, id: string): Promise<void> {
  await edit(engine.store, scope, async (em) => {
    const coupon = await holdIfThere(em, kinds.coupon, id);
    const minted = await mintedCode(em, id);
    if (coupon === null || minted === null || minted.state !== 'failed' || minted.codeId !== null) return;
    await forgetMinted(em, id);
    em.remove(coupon);
    await em.flush();
  });
}
