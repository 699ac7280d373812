import { gunzipSync } from 'node:zlib';
import t from 'tap';
import { changeCampaign } from '../../src/flows/manage/change-campaign.ts';
import { changeEnrollment } from '../../src/flows/manage/change-enrollment.ts';
import { trackerSource } from '../../src/http/tracker/source.ts';
import { eventually } from '../fixtures/processes.ts';
import { wholeServer } from './support/whole-server.ts';

const { app, acme, server } = await wholeServer(t);
const jane = acme.slug('jane');
const bob = acme.slug('bob');
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const visit = (path: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: path,
    headers: { 'user-agent': browser, origin: 'https://shop.test', ...headers },
  });

t.test('F8: the script is small, whole JavaScript, and may be kept for a while', async (t) => {
  const plain = await app.inject({ url: '/t.js' });
  t.equal(plain.statusCode, 200);
  t.match(plain.headers['content-type'], /^text\/javascript/);
  t.match(plain.headers['cache-control'], /max-age=3600/);
  t.equal(plain.headers['access-control-allow-origin'], '*');
  t.equal(plain.headers['cross-origin-resource-policy'], 'cross-origin');
  const packed = await app.inject({ url: '/t.js', headers: { 'accept-encoding': 'gzip, br' } });
  t.equal(packed.headers['content-encoding'], 'gzip');
  t.equal(gunzipSync(packed.rawPayload).toString(), plain.body);
  t.ok(packed.rawPayload.length < 2_048, `${packed.rawPayload.length} bytes`);
  const again = await app.inject({ url: '/t.js', headers: { 'if-none-match': String(plain.headers['etag']) } });
  t.equal(again.statusCode, 304);
  t.equal(again.body, '');
});

t.test('the script is the same for the same settings, and holds them', async (t) => {
  const settings = { cookie: 'c_1', domain: 'shop.test', clickParameter: 'cid', consentParameter: 'ok' };
  t.equal(trackerSource(settings), trackerSource({ ...settings }));
  t.ok(trackerSource(settings).endsWith(`(window,${JSON.stringify(settings)});\n`));
  t.notMatch(trackerSource(settings), /^\s*\/\/|^ /m);
});

t.test('F5: a visit of a page is a click like any other, of the visitor it was before', async (t) => {
  const first = await visit(`/r/${jane}?utm_source=blog&fl_referrer=https%3A%2F%2Fblog.test%2F`);
  t.equal(first.statusCode, 200);
  t.equal(first.headers['access-control-allow-origin'], '*');
  t.equal(first.headers['set-cookie'], undefined, 'the page keeps it, under its own host');
  const { clickId, maxAge } = first.json<{ clickId: string; maxAge: number }>();
  t.match(clickId, /^[0-9a-f-]{36}$/);
  t.equal(maxAge, 60 * 86_400);
  const next = (await visit(`/r/${bob}?fl_before=${clickId}`)).json<{ clickId: string }>();
  t.not(next.clickId, clickId);
  t.equal(next.clickId.slice(20), clickId.slice(20), 'A3: the same visitor');
});

t.test('A9: whoever sends a signal is not to be kept, and neither is one who was not asked', async (t) => {
  for (const signal of [{ 'sec-gpc': '1' }, { dnt: '1' }]) {
    const { clickId, maxAge } = (await visit(`/r/${jane}`, signal)).json<{ clickId: string; maxAge: number }>();
    t.match(clickId, /^[0-9a-f-]{36}$/, 'the click counts');
    t.equal(maxAge, 0);
  }
  await changeCampaign(server.desk, acme.scope, acme.campaign('main'), { consentRequired: true });
  const kept = async (): Promise<number> => (await visit(`/r/${bob}`)).json<{ maxAge: number }>().maxAge;
  await eventually('the links know of the change', async () => (await kept()) === 0);
  t.match((await visit(`/r/${bob}?fl_consent=1`)).json(), { maxAge: 60 * 86_400 });
});

t.test('what leads nowhere is told in words a page can read', async (t) => {
  for (const path of ['/r/nobody', '/r/%00', '/r/a%20b']) {
    const answer = await visit(path);
    t.match([answer.statusCode < 500, answer.statusCode >= 400], [true, true], path);
  }
  t.equal((await visit('/r/nobody')).headers['access-control-allow-origin'], '*');
  await changeEnrollment(server.desk, acme.scope, acme.enrollment('bob'), { status: 'removed' });
  const removed = await eventually('the links know of the removal', async () => {
    const answer = await visit(`/r/${bob}`);
    return answer.statusCode === 410 ? answer : null;
  });
  t.match(removed?.json(), { code: 'link_removed' });
});
