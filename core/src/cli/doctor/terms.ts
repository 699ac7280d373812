import type { DoubtfulTerms } from '../../flows/manage/doubtful-terms.ts';
import { type Finding, findings } from './finding.ts';

const routes = { campaign: 'campaigns', group: 'groups', affiliate: 'enrollments' } as const;

/** Terms that are allowed and hardly meant: an active campaign that pays nothing, or next to nothing. */
export function termsFindings(doubtful: readonly DoubtfulTerms[], named: string): readonly Finding[] {
  const { ok, warning: warn } = findings(`${named}: terms`);
  if (doubtful.length === 0) return [ok('of active campaigns: nothing odd')];
  return doubtful.map(({ campaignName, level, ownerId, warning }) => {
    const route = `POST /v1/${routes[level]}/${ownerId}/terms`;
    if (warning.code === 'no_commission_model') {
      return warn(
        `the active campaign ${campaignName} has no commission model: its sales are credited and pay nothing`,
        `give it one: ${route} {"terms":{"commission":{"models":{"cps":{"rate":200000}}}}} pays 20%`,
      );
    }
    const { path, rate } = warning;
    return warn(
      `${path} in the ${level}'s terms of ${campaignName} is ${rate}, which is ${rate / 10_000}%: rates are parts per million`,
      `if ${rate}% is meant, it is ${rate * 10_000}: ${route}`,
    );
  });
}
