import * as fc from 'fast-check';
import t from 'tap';
import { holds } from '../domain/property.ts';
import { clickDetails } from '../../src/domain/click-details.ts';
import { judgeVisit } from '../../src/domain/counting.ts';

const origin = { slug: 'jane', query: '' };

t.test('F4, F11: utm parameters and sub-ids are kept, everything else is not', async (t) => {
  t.same(
    clickDetails('link', {
      ...origin,
      query: 'utm_source=x&utm_medium=a+b&sub1=c%26d&sub6=no&q=secret&utm_source=later',
    }),
    {
      slug: 'jane',
      via: 'link',
      utm_source: 'x',
      utm_medium: 'a b',
      sub1: 'c&d',
    },
  );
  t.same(clickDetails('server', { ...origin, query: 'sub1=page', subIds: { sub1: 'given', sub2: undefined } }), {
    slug: 'jane',
    via: 'server',
    sub1: 'given',
  });
});

t.test('empty values, doubtful countries and absent headers leave nothing behind', async (t) => {
  t.same(
    clickDetails('link', {
      ...origin,
      query: 'utm_source=&sub1',
      referrer: '',
      userAgent: undefined,
      country: 'Germany',
    }),
    {
      slug: 'jane',
      via: 'link',
    },
  );
  t.match(clickDetails('link', { ...origin, country: 'de' }), { country: 'DE' });
});

t.test('whatever is sent can be stored: no null bytes, no half characters, a bound on everything', async (t) => {
  const any = fc.string({ unit: 'binary', maxLength: 5_000 });
  holds(
    t,
    1_000,
    fc.property(any, any, any, any, (query, referrer, userAgent, sub1) => {
      const details = clickDetails('link', { ...origin, query, referrer, userAgent, subIds: { sub1 } });
      const json = JSON.stringify(details);
      return !json.includes('\\u0000') && json.isWellFormed() && !/\\ud[89a-f]/i.test(json) && json.length < 60_000;
    }),
  );
  const many = Array.from({ length: 500 }, (_, i) => `utm_${i}=${i}`).join('&');
  if (Object.keys(clickDetails('link', { ...origin, query: many })).length !== 22)
    throw new Error('20 parameters are the most');
});

t.test('A6, A10, F12: what a visit comes to', async (t) => {
  const judge = (status: string, campaignState: string, isBot = false) =>
    judgeVisit({ status, campaignState } as Parameters<typeof judgeVisit>[0], isBot);
  t.same(judge('approved', 'active'), { outcome: 'click', reason: null });
  t.same(judge('approved', 'active', true), { outcome: 'click', reason: 'bot' });
  t.same(judge('paused', 'active'), { outcome: 'click', reason: 'paused' });
  t.same(judge('approved', 'draft'), { outcome: 'click', reason: 'campaign_draft' });
  t.same(judge('approved', 'closed', true), { outcome: 'click', reason: 'campaign_closed' });
  t.same(judge('approved', 'archived'), { outcome: 'click', reason: 'campaign_archived' });
  t.same(judge('removed', 'active'), { outcome: 'removed' });
  t.same(judge('removed', 'archived', true), { outcome: 'removed' });
  t.same(judge('pending', 'active'), { outcome: 'unknown' });
  t.same(judge('rejected', 'active'), { outcome: 'unknown' });
});
