import { attributionKit, enrollmentOf, evidenceOf } from '@fairlead/core/testing';
import t from 'tap';
import { slug } from '../src/slug.ts';

t.test('kit', async (t) => attributionKit(t, slug));

const enrollments = { anna: enrollmentOf('anna'), paul: enrollmentOf('paul', { status: 'paused', creditable: false }) };
const decide = (...slugs: [string, string | null][]) =>
  slug.decide(evidenceOf({ enrollments, slugs: slugs.map(([slug, enrollmentId]) => ({ slug, enrollmentId })) }));

t.test('A1: the affiliate named by the server takes the whole', async (t) => {
  t.same(decide(['anna', 'anna']), {
    outcome: 'claim',
    shares: [{ enrollmentId: 'anna', weight: 1_000_000 }],
    reason: 'named_by_server',
    values: { slug: 'anna', unknown: null },
  });
});

t.test('A1: one that cannot be credited leaves it to the next, or is claimed for the core to pass over', async (t) => {
  t.match(decide(['paul', 'paul'], ['anna', 'anna']), { shares: [{ enrollmentId: 'anna' }] });
  t.match(decide(['paul', 'paul']), { shares: [{ enrollmentId: 'paul' }] });
});

t.test('unknown slugs credit nobody and are named', async (t) => {
  t.match(decide(['nobody', null]), { outcome: 'pass', reason: 'unknown_slug', values: { unknown: 'nobody' } });
});
