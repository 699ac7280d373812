import { type AttributionStrategy, type ClickView, type EvidenceView, pass, type Pass } from '@fairlead/core/plugin';
import { type Clicks, models } from './models.ts';
import { endOf, standingOf } from './window.ts';

/**
 * A2, A3: the click id in the payment names a visitor; the campaign's model picks among that visitor's counting clicks. Of several ids,
 * the first whose visitor has one.
 *
 * Its method is `link`: the sale came through an affiliate's link (F90). `click` is the source of what is earned per click.
 */
export const click: AttributionStrategy = {
  id: 'click',
  method: 'link',
  models: [...models.keys()],
  decide(evidence) {
    const model = models.get(evidence.model);
    if (!model) return pass('unknown_click_model', { model: evidence.model });
    const clicks = clicksThatCount(evidence);
    if (!clicks) return whyNot(evidence);
    const chosen = model.picks(clicks);
    const weights = model.weights(chosen.length);
    return {
      outcome: 'claim',
      shares: chosen.map(({ enrollmentId }, index) => ({ enrollmentId, weight: weights[index] ?? 0 })),
      reason: 'click_in_window',
      values: {
        model: evidence.model,
        ...operandsOf(chosen[0]),
        clicks: clicks.length,
        touches: new Set(clicks.map(({ enrollmentId }) => enrollmentId)).size,
      },
    };
  },
};

/**
 * What is credited together is of one campaign, the one of the last click: a payment is credited in one campaign of an organization (A1).
 *
 * The counting clicks of the first visitor who has some on links of creditable enrollments. Where no visitor has, those of the others:
 * they are claimed all the same, so that the trace tells why they were passed over.
 */
function clicksThatCount({ clicks, enrollments, occurredAt }: EvidenceView): Clicks | undefined {
  const counting: readonly (readonly ClickView[])[] = clicks.map(({ visits }) =>
    visits.filter((visit) => standingOf(visit, occurredAt) === 'counts'),
  );
  const creditable = counting.map((visits) =>
    visits.filter(({ enrollmentId }) => enrollments[enrollmentId]?.creditable),
  );
  const visitors = [...creditable, ...counting].find(isNotEmpty);
  return visitors && ofOneCampaign(visitors, enrollments);
}

function ofOneCampaign(clicks: Clicks, enrollments: EvidenceView['enrollments']): Clicks {
  const campaignOf = ({ enrollmentId }: ClickView): string | undefined => enrollments[enrollmentId]?.campaignId;
  const last = clicks.at(-1) ?? clicks[0];
  const together = clicks.filter((click) => campaignOf(click) === campaignOf(last));
  return isNotEmpty(together) ? together : [last];
}

const isNotEmpty = (clicks: readonly ClickView[]): clicks is readonly [ClickView, ...ClickView[]] => clicks.length > 0;

/** The nearest miss: the latest click, and why it does not count. */
function whyNot({ clicks, occurredAt }: EvidenceView): Pass {
  if (clicks.length === 0) return pass('no_click');
  const latest = clicks.flatMap(({ visits }) => visits.slice(-1))[0];
  if (!latest) return pass('unknown_click', { clickId: clicks[0]?.given ?? null });
  switch (standingOf(latest, occurredAt)) {
    case 'not_counted':
      return pass('click_not_counted', { ...operandsOf(latest), because: latest.reason });
    case 'after_payment':
      return pass('click_after_payment', operandsOf(latest));
    default:
      return pass('click_expired', operandsOf(latest));
  }
}

const operandsOf = (click: ClickView) => ({
  clickId: click.id,
  clickAt: click.at,
  windowDays: click.windowDays,
  until: endOf(click),
});
