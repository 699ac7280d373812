import t from 'tap';
import { checkPartialTerms, checkTerms } from '../../src/plugins/check-terms.ts';
import { asRegistries, loaded, policy, strategy } from './samples.ts';

const issuesOf = (terms: unknown, registries = loaded) => {
  const checked = checkTerms(registries, terms);
  return 'issues' in checked ? checked.issues : [];
};
const placesOf = (terms: unknown) => issuesOf(terms).map(({ path, code }) => `${path} ${code}`);

t.test('A1, A2, C7: an empty document gets every default, the order from what is loaded', async (t) => {
  t.same(checkTerms(loaded, {}), {
    terms: {
      attribution: {
        model: 'last_click',
        windowDays: 60,
        order: ['subscription_lock', 'coupon', 'customer_lock', 'click', 'slug'],
        couponOverClick: true,
        lockDays: null,
      },
      commission: { base: 'net', holdDays: 30, refundPolicy: 'proportional', budget: null, models: {} },
    },
  });
});

t.test('what comes out is complete, and is taken again unchanged', async (t) => {
  const once = checkTerms(loaded, { attribution: { windowDays: 30 }, commission: { models: { part: { rate: 5 } } } });
  t.match(once, {
    terms: { attribution: { windowDays: 30 }, commission: { models: { part: { rate: 5, bonus: 0 } } } },
  });
  t.same(checkTerms(loaded, 'terms' in once && once.terms), once);
});

t.test('every issue is named at once, with its place', async (t) => {
  const terms = {
    attribution: { model: 'last_clock', order: ['coupon', 'clack', 'slug'] },
    commission: { refundPolicy: 'generous', models: { part: { rate: -1 }, parts: { rate: 1 } } },
  };
  t.same(placesOf(terms), [
    '/attribution/order/1 unknown_strategy',
    '/attribution/model unknown_click_model',
    '/commission/refundPolicy unknown_refund_policy',
    '/commission/models/part/rate out_of_range',
    '/commission/models/parts unknown_model',
  ]);
  t.match(issuesOf(terms)[0], {
    message: "no attribution strategy 'clack' is loaded: did you mean 'click'? loaded: 'click', 'slug'",
  });
});

t.test('issues of the document are told beside those of the models', async (t) => {
  t.same(
    placesOf({ attribution: { windowDays: 0 }, commission: { holdDays: 1.5, models: { part: {} } }, commision: {} }),
    [
      '/commision unknown_field',
      '/attribution/windowDays out_of_range',
      '/commission/holdDays wrong_type',
      '/commission/models/part/rate missing',
    ],
  );
});

t.test('what a model checks beyond its schema is told at its place', async (t) => {
  t.same(placesOf({ commission: { models: { part: { rate: 13 } } } }), ['/commission/models/part/rate unlucky']);
});

t.test('ids within a path are escaped as JSON pointers are', async (t) => {
  t.same(placesOf({ commission: { models: { 'a/b~c': {} } } }), ['/commission/models/a~1b~0c unknown_model']);
});

t.test('A4: no step that may not take a locked customer is asked before the locks', async (t) => {
  const order = (...steps: string[]) => placesOf({ attribution: { order: steps } });
  t.same(order('subscription_lock', 'coupon', 'customer_lock', 'click'), []);
  t.same(order('subscription_lock', 'click', 'customer_lock'), ['/attribution/order/2 asked_too_late']);
  t.same(order('coupon', 'subscription_lock'), ['/attribution/order/1 asked_too_late']);
  t.same(order('click', 'coupon'), [], 'a campaign may do without locks');
});

t.test('an order is neither empty nor repeats a step', async (t) => {
  t.same(placesOf({ attribution: { order: [] } }), ['/attribution/order out_of_range']);
  t.same(placesOf({ attribution: { order: ['click', 'click'] } }), ['/attribution/order out_of_range']);
});

t.test('where no loaded strategy looks at clicks, only the default click model is taken', async (t) => {
  const without = asRegistries(
    { kind: 'attribution-strategy', strategy: strategy('coupon') },
    { kind: 'refund-policy', policy: policy('proportional') },
  );
  t.same(issuesOf({}, without), []);
  t.match(issuesOf({ attribution: { model: 'first_click' } }, without), [{ code: 'unknown_click_model' }]);
});

t.test('a refund policy must be loaded, the default too', async (t) => {
  const none = asRegistries({ kind: 'attribution-strategy', strategy: strategy('click', { models: ['last_click'] }) });
  t.match(issuesOf({}, none), [{ path: '/commission/refundPolicy', code: 'unknown_refund_policy' }]);
});

t.test('a document that is not an object is refused', async (t) => {
  for (const terms of ['terms', 7, [], { commission: [] }, { commission: { models: { part: 5 } } }]) {
    t.not(issuesOf(terms).length, 0);
  }
});

t.test('C1: a group or an affiliate sets single fields; nothing is filled in', async (t) => {
  t.same(checkPartialTerms(loaded, { models: { part: { bonus: 5 } } }), { terms: { models: { part: { bonus: 5 } } } });
  t.same(checkPartialTerms(loaded, { holdDays: 7 }), { terms: { holdDays: 7 } });
  t.same(checkPartialTerms(loaded, {}), { terms: {} });
});

t.test('C1: issues of partial terms have paths from their own document', async (t) => {
  const checked = checkPartialTerms(loaded, {
    refundPolicy: 'generous',
    attribution: {},
    models: { part: { bonus: -1, rates: 5 }, parts: {} },
  });
  const issues = 'issues' in checked ? checked.issues : [];
  t.same(
    issues.map(({ path, code }) => `${path} ${code}`),
    [
      '/attribution unknown_field',
      '/models/part/rates unknown_field',
      '/models/part/bonus out_of_range',
      '/models/parts unknown_model',
    ],
  );
  t.match(checkPartialTerms(loaded, { refundPolicy: 'generous' }), { issues: [{ path: '/refundPolicy' }] });
});

t.test('C1: with the level below, a model checks what will apply in the end', async (t) => {
  const below = {
    base: 'net',
    holdDays: 30,
    refundPolicy: 'proportional',
    models: { part: { rate: 4, bonus: 0 } },
  } as const;
  t.match(checkPartialTerms(loaded, { models: { part: { bonus: 5 } } }, below), {
    issues: [{ path: '/models/part/rate', code: 'unlucky' }],
  });
  t.same(checkPartialTerms(loaded, { models: { part: { bonus: 3 } } }, below), {
    terms: { models: { part: { bonus: 3 } } },
  });
  t.match(checkPartialTerms(loaded, { models: { part: { bonus: 3 } } }, { ...below, models: {} }), {
    issues: [{ path: '/models/part/rate', code: 'missing' }],
  });
});
