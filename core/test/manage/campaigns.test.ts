import t from 'tap';
import { termsFindings } from '../../src/cli/doctor/terms.ts';
import { addCampaignTerms } from '../../src/flows/manage/add-campaign-terms.ts';
import { changeCampaign } from '../../src/flows/manage/change-campaign.ts';
import { createCampaign } from '../../src/flows/manage/create-campaign.ts';
import { findDoubtfulTerms } from '../../src/flows/manage/doubtful-terms.ts';
import { listCampaignTerms } from '../../src/flows/manage/list-terms.ts';
import { listCampaigns, readCampaign } from '../../src/flows/manage/read-campaigns.ts';
import { testDesk } from './fixtures/desk.ts';

const { desk, organization, travel } = await testDesk(t);

const page = { take: 50, sort: '-created' } as const;
const input = (slug: string) =>
  ({ name: `Programme ${slug}`, slug, state: 'draft', destinationUrl: 'https://example.com/' }) as const;

void t.test('C1: terms come in numbered versions that are never changed', async (t) => {
  const { scope } = await organization();
  const campaign = await createCampaign(desk, scope, { ...input('main'), terms: { commission: { holdDays: 14 } } });
  t.match(campaign, { state: 'draft', currency: 'USD', version: 1, createdAt: /Z$/ });

  travel('2026-06-02T00:00:00.000Z');
  t.teardown(() => travel('2026-06-01T12:00:00.000Z'));
  const raise = { terms: { commission: { holdDays: 20 } }, validFrom: '2027-01-01T00:00:00.000Z' };
  t.match(await addCampaignTerms(desk, scope, campaign.id, raise), { number: 2, validFrom: raise.validFrom });
  const past = { terms: {}, validFrom: '2020-01-01T00:00:00.000Z' };
  t.match(await addCampaignTerms(desk, scope, campaign.id, past), { number: 3, validFrom: past.validFrom });
  t.match(await addCampaignTerms(desk, scope, campaign.id, { terms: {} }), {
    number: 4,
    validFrom: '2026-06-02T00:00:00.000Z',
  });

  const { data, total } = await listCampaignTerms(desk, scope, campaign.id, page);
  t.same(
    data.map(({ number }) => number),
    [4, 3, 2, 1],
  );
  t.equal(total, 4);
  t.match(data.at(-1), { validFrom: '2026-06-01T12:00:00.000Z', terms: { commission: { holdDays: 14, base: 'net' } } });
});

void t.test('C1: of two who write the next version at once, the second is told of the first', async (t) => {
  const { scope } = await organization();
  const { id } = await createCampaign(desk, scope, input('raced'));
  const write = (after: number) => addCampaignTerms(desk, scope, id, { terms: {}, after });
  const tried = await Promise.allSettled([write(1), write(1)]);
  t.same(tried.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  await t.rejects(write(1), { code: 'stale_version', extra: { version: 2, given: 1 } });
  await t.rejects(write(3), { code: 'stale_version', extra: { version: 2, given: 3 } });
  t.match(await write(2), { number: 3 });
});

void t.test('terms that no loaded plugin can use are refused with the place', async (t) => {
  const { scope } = await organization();
  const terms = { commission: { models: { broken: {} } } };
  const refused = {
    code: 'invalid_terms',
    extra: { errors: [{ in: 'body', path: '/terms/commission/models/broken', message: 'is not loaded' }] },
  };
  await t.rejects(createCampaign(desk, scope, { ...input('main'), terms }), refused);
  const campaign = await createCampaign(desk, scope, input('main'));
  await t.rejects(addCampaignTerms(desk, scope, campaign.id, { terms }), refused);
});

void t.test(
  'a campaign says what is odd about its terms in force: it pays nothing, or a rate was typed as percent',
  async (t) => {
    const { scope } = await organization();
    const { id, warnings } = await createCampaign(desk, scope, { ...input('main'), state: 'active' });
    t.same(warnings, [{ code: 'no_commission_model' }]);
    const add = (cps: Record<string, unknown>, validFrom?: string) =>
      addCampaignTerms(desk, scope, id, {
        terms: { commission: { models: { cps } } },
        ...(validFrom && { validFrom }),
      });
    const seen = async () => (await readCampaign(desk, scope, id)).warnings;
    await add({ rate: 20 });
    t.same(await seen(), [{ code: 'rate_looks_like_percent', path: '/commission/models/cps/rate', rate: 20 }]);
    await add({ rate: 30 }, '2027-01-01T00:00:00.000Z');
    t.match(await seen(), [{ rate: 20 }], 'what applies later is not what applies');
    await add({ steps: [{ rate: 200_000 }, { rate: 20 }] });
    t.match(await seen(), [{ path: '/commission/models/cps/steps/1/rate' }]);
    await add({ rate: 200_000 });
    await createCampaign(desk, scope, input('other'));
    const { data } = await listCampaigns(desk, scope, { ...page, sort: 'name' });
    t.match(data, [
      { slug: 'main', warnings: [] },
      { slug: 'other', warnings: [{ code: 'no_commission_model' }] },
    ]);

    await t.test('and fairlead doctor tells it of active campaigns, with the mend', async (t) => {
      t.same(termsFindings(await findDoubtfulTerms(desk.engine, scope), 'Acme'), [
        { check: 'Acme: terms', level: 'ok', detail: 'of active campaigns: nothing odd' },
      ]);
      await add({ rate: 20 });
      const bare = await createCampaign(desk, scope, { ...input('bare'), state: 'active' });
      t.match(termsFindings(await findDoubtfulTerms(desk.engine, scope), 'Acme'), [
        {
          level: 'warning',
          detail: /is 20, which is 0.002%/,
          mend: `if 20% is meant, it is 200000: POST /v1/campaigns/${id}/terms`,
        },
        { level: 'warning', detail: /Programme bare has no commission model/, mend: new RegExp(bare.id) },
      ]);
    });
  },
);

void t.test('A9: whether a campaign asks for consent first is switched on and off', async (t) => {
  const { scope } = await organization();
  const { id, consentRequired } = await createCampaign(desk, scope, input('main'));
  t.equal(consentRequired, false);
  t.match(await changeCampaign(desk, scope, id, { consentRequired: true }), { consentRequired: true, version: 2 });
  t.match(await readCampaign(desk, scope, id), { consentRequired: true });
});

void t.test('two versions added at once get two numbers', async (t) => {
  const { scope } = await organization();
  const { id } = await createCampaign(desk, scope, input('main'));
  const added = await Promise.all([1, 2, 3, 4, 5, 6].map(() => addCampaignTerms(desk, scope, id, { terms: {} })));
  t.same(new Set(added.map(({ number }) => number)), new Set([2, 3, 4, 5, 6, 7]));
});

void t.test('A10: a campaign moves along its states, and illegal moves name the legal ones', async (t) => {
  const { scope } = await organization();
  const { id } = await createCampaign(desk, scope, input('main'));
  await t.rejects(changeCampaign(desk, scope, id, { state: 'closed' }), {
    code: 'illegal_transition',
    extra: { from: 'draft', to: 'closed', legal: ['active', 'archived'] },
  });
  t.match(await changeCampaign(desk, scope, id, { state: 'active' }), { state: 'active', version: 2 });
  t.match(await changeCampaign(desk, scope, id, { state: 'active' }), { state: 'active', version: 2 }, 'no move');
  t.match(await changeCampaign(desk, scope, id, { state: 'archived', reason: 'over' }), { state: 'archived' });
  await t.rejects(changeCampaign(desk, scope, id, { state: 'active' }), { message: /final/, extra: { legal: [] } });
});

void t.test('two editors do not overwrite each other: the second is told both versions', async (t) => {
  const { scope } = await organization();
  const { id } = await createCampaign(desk, scope, input('main'));
  await changeCampaign(desk, scope, id, { name: 'First', version: 1 });
  await t.rejects(changeCampaign(desk, scope, id, { name: 'Second', version: 1 }), {
    code: 'stale_version',
    extra: { version: 2, given: 1 },
  });
  t.match(await readCampaign(desk, scope, id), { name: 'First', version: 2 });
});

void t.test('a slug that is taken is named', async (t) => {
  const { scope } = await organization();
  const other = await organization('Other');
  await createCampaign(desk, scope, input('main'));
  await t.rejects(createCampaign(desk, scope, input('main')), {
    code: 'already_exists',
    extra: { field: 'slug', value: 'main' },
  });
  await createCampaign(desk, other.scope, input('main'));
  const looksLikeId = '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
  await t.rejects(createCampaign(desk, scope, input(looksLikeId)), { code: 'invalid_request' });
});

void t.test('lists go on behind the last row seen, in either order, and count all', async (t) => {
  const { scope } = await organization();
  const slugs = ['eee', 'aaa', 'ddd', 'bbb', 'ccc'];
  for (const slug of slugs) await createCampaign(desk, scope, input(slug));

  const walk = async (sort: 'created' | '-created' | 'name' | '-name'): Promise<string[]> => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query = { take: 2, sort, ...(cursor !== null && { cursor }) };
      const { data, nextCursor, total } = await listCampaigns(desk, scope, query);
      t.equal(total, 5);
      seen.push(...data.map(({ slug }) => slug));
      cursor = nextCursor;
    } while (cursor !== null);
    return seen;
  };
  t.same(await walk('created'), slugs);
  t.same(await walk('-created'), slugs.toReversed());
  t.same(await walk('name'), slugs.toSorted());
  t.same(await walk('-name'), slugs.toSorted().toReversed());

  const { nextCursor } = await listCampaigns(desk, scope, { take: 2, sort: 'name' });
  const wrong = [nextCursor ?? '', 'x', Buffer.from('["-created","\\u0000","x"]').toString('base64url')];
  for (const cursor of wrong)
    await t.rejects(listCampaigns(desk, scope, { ...page, cursor }), { code: 'invalid_request' });
  t.match(await listCampaigns(desk, scope, { ...page, state: 'active' }), { data: [], nextCursor: null, total: 0 });
});

void t.test('what belongs to another organization is not there', async (t) => {
  const [mine, theirs] = [await organization('Mine'), await organization('Theirs')];
  const { id } = await createCampaign(desk, theirs.scope, input('main'));
  await t.rejects(readCampaign(desk, mine.scope, id), { code: 'not_found' });
  await t.rejects(changeCampaign(desk, mine.scope, id, { name: 'Mine now' }), { code: 'not_found' });
  await t.rejects(addCampaignTerms(desk, mine.scope, id, { terms: {} }), { code: 'not_found' });
  await t.rejects(listCampaignTerms(desk, mine.scope, id, page), { code: 'not_found' });
  t.match(await listCampaigns(desk, mine.scope, page), { data: [], total: 0 });
});
