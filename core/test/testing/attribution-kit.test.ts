import t from 'tap';
import type { AttributionStrategy } from '../../src/contract/attribution.ts';
import { claim, pass } from '../../src/contract/reasons.ts';
import { attributionKit } from '../../src/testing/attribution-kit.ts';
import { broken } from './recorder.ts';

/** Sound: the first slug that is known. */
const sound: AttributionStrategy = {
  id: 'first_slug',
  method: 'server',
  decide({ slugs }) {
    const known = slugs.find(({ enrollmentId }) => enrollmentId !== null);
    return known?.enrollmentId ? claim(known.enrollmentId, 'named', { slug: known.slug }) : pass('no_slug');
  },
};

/** The promises broken by the sound strategy with something changed. */
const brokenBy = (changed: Partial<AttributionStrategy>) => broken((t) => attributionKit(t, { ...sound, ...changed }));

t.test('a sound strategy keeps every promise', async (t) => {
  t.same(await broken((t) => attributionKit(t, sound)), new Map());
});

const faults: readonly (readonly [string, Partial<AttributionStrategy>, RegExp])[] = [
  ['an id with a hyphen', { id: 'first-slug' }, /it has an id/],
  ['a method the sales list does not know', { method: 'slug' }, /it has an id, and a method/],
  ['a claim without evidence', { decide: () => claim('anna', 'always', {}) }, /without evidence it passes/],
  ['a sentence for a reason', { decide: () => pass('Nothing was found') }, /the same answer, with a reason/],
  ['a value JSON cannot hold', { decide: () => pass('no', { at: Number.NaN }) }, /values that can be stored/],
  ['an amount as a fraction', { decide: () => pass('no', { share: 0.5 }) }, /values that can be stored/],
  [
    'the clock',
    { decide: (view) => (Date.now() > Date.parse(view.occurredAt) ? sound.decide(view) : pass('early')) },
    /the same answer/,
  ],
  ['chance', { decide: (view) => (Math.random() > 2 ? pass('never') : sound.decide(view)) }, /the same answer/],
  [
    'changing its input',
    {
      decide: (view) => {
        (view.slugs as unknown[]).push('one more');
        return sound.decide(view);
      },
    },
    /the same answer/,
  ],
  [
    'weights that are not whole',
    {
      decide: (view) => {
        const found = sound.decide(view);
        return found.outcome === 'pass'
          ? found
          : { ...found, shares: found.shares.map((share) => ({ ...share, weight: 999_999 })) };
      },
    },
    /M3/,
  ],
  [
    'an enrollment that no evidence names',
    { decide: (view) => (view.slugs.length > 0 ? claim('nobody', 'named', {}) : pass('no_slug')) },
    /M3/,
  ],
  [
    'a lead made after the payment',
    { decide: ({ leads }) => (leads[0] ? claim(leads[0].enrollmentId, 'lead', {}) : pass('no_lead')) },
    /A8/,
  ],
];

for (const [fault, changed, promise] of faults) {
  t.test(`the kit finds ${fault}`, async (t) => {
    t.match([...(await brokenBy(changed)).keys()].join('\n'), promise);
  });
}

t.test('a failing property prints its seed', async (t) => {
  const said = [...(await brokenBy({ decide: () => pass('A sentence') })).values()].join('\n');
  t.match(said, /seed: -?\d+/);
});
