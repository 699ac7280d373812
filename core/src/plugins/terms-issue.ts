import type { TermsIssue } from '../contract/commission.ts';
import { didYouMean, listed } from './nearest.ts';
import type { ValueIssue } from './value-issue.ts';

export const toTermsIssue = ({ path, code, message, mend }: ValueIssue): TermsIssue => ({
  path,
  code,
  message: `${message}: ${mend}`,
});

/** Terms name something that no loaded plugin provides. `what` is told as in `refund policy`. */
export function notLoaded(what: string, id: string, loaded: Iterable<string>): Pick<TermsIssue, 'message'> {
  const known = [...loaded];
  return { message: `no ${what} '${id}' is loaded: ${didYouMean(id, known)}loaded: ${listed(known, 'none')}` };
}
