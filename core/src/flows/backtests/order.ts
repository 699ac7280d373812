import type { Backtest, NewBacktest } from '../../contract/api/backtests.ts';
import { Problem } from '../../contract/errors.ts';
import { addBacktest } from '../../store/backtest-runs.ts';
import { edit } from '../../store/edited/edit.ts';
import { refer } from '../../store/edited/find.ts';
import { newId } from '../../store/ids.ts';
import { boundsOf } from '../../store/reads/days.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from '../manage/desk.ts';
import { kinds } from '../manage/kinds.ts';
import { refuseBody, refuseDocument } from '../manage/refuse.ts';
import { readBacktest } from './read.ts';

/** Of one organization, that wait or run. */
const most = 5;

/**
 * Orders a backtest: checked now, worked on by whoever runs the jobs. Posts nothing, then or later.
 *
 * @throws Problem `unknown_reference`, `invalid_terms`, `invalid_request`, `too_many_requests`
 */
export async function orderBacktest(
  { engine, checks }: Desk,
  scope: Scope,
  { campaignId, terms, from, to }: NewBacktest,
): Promise<Backtest> {
  if (from > to) refuseBody('/to', 'must not lie before /from');
  const checked = checks.campaignTerms(terms);
  if ('issues' in checked) refuseDocument('invalid_terms', '/terms', checked.issues);
  await edit(engine.store, scope, (em) => refer(em, kinds.campaign, campaignId, '/campaignId'));
  const id = newId();
  const period = await looking(engine.store, scope, (session) => boundsOf(session, scope, { from, to }));
  const order = { campaignId, terms: checked.terms, from: period.since ?? from, to: period.until ?? to };
  if (!(await addBacktest(engine.store, scope, id, order, most))) {
    const detail = `${most} backtests of this organization wait or run already: wait for one, or cancel one`;
    throw new Problem('too_many_requests', detail, { retryAfter: 30 });
  }
  return readBacktest(engine, scope, id);
}
