import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { RateDay, RateSource } from '../contract/exchange-rates.ts';
import { Unreadable } from '../contract/adapter.ts';
import { isCurrency } from '../domain/money.ts';
import { type KitTest, promise } from './kit-test.ts';
import { runPurely } from './purity.ts';
import { assertId } from './told.ts';

export interface RateExamples {
  /** Publications as they are, and the days read from them. */
  readonly publications: readonly { readonly body: string; readonly days: readonly RateDay[] }[];
  /** What must not be taken for a publication. */
  readonly refused: readonly string[];
}

/**
 * What any source of exchange rates must keep: it reads its publications exactly and purely, refuses what is none with the place, and its
 * calendar goes back day by day. A failing run prints its seed.
 *
 * @example
 * t.test('kit', async (t) => exchangeRatesKit(t, source, { publications: [{ body, days }], refused: ['<html>'] }));
 */
export async function exchangeRatesKit(t: KitTest, source: RateSource, examples: RateExamples): Promise<void> {
  const read = (text: string): readonly RateDay[] =>
    runPurely((body) => source.read(new TextEncoder().encode(body)), text);

  await promise(t, 'it has an id, a title, a pivot, and says where it publishes', () => {
    assertId(source.id);
    assert.ok(source.title.trim() !== '', 'the title is empty');
    assert.ok(isCurrency(source.pivot), `the pivot '${source.pivot}' is no currency`);
    for (const { url } of source.publishes) assert.match(url, /^https?:\/\//);
  });

  await promise(t, 'M1: it reads its publications to the last digit', () => {
    assert.ok(examples.publications.length > 0, 'give the kit at least one publication');
    for (const { body, days } of examples.publications) assert.deepEqual(read(body), days);
  });

  await promise(t, 'what is no publication is refused with the place, never half read', () => {
    for (const body of examples.refused) assert.throws(() => read(body), Unreadable, `it took: ${body.slice(0, 60)}`);
    fc.assert(
      fc.property(fc.string(), (body) => {
        try {
          for (const { rates } of read(body)) assert.ok(Object.values(rates).every((rate) => /[1-9]/.test(rate)));
        } catch (error) {
          assert.ok(error instanceof Unreadable, `it threw ${String(error)}`);
        }
      }),
    );
  });

  await promise(t, 'X2: the last day of publication lies before, not long before, and every day has one', () => {
    const day = fc
      .integer({ min: 0, max: 365 * 60 })
      .map((days) => new Date(Date.UTC(2000, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, (date) => {
        const last = runPurely((given) => source.lastBefore(given), date);
        assert.match(last, /^\d{4}-\d{2}-\d{2}$/);
        const age = (Date.parse(date) - Date.parse(last)) / 86_400_000;
        assert.ok(age >= 1 && age <= 14, `the last day before ${date} is ${last}`);
        assert.equal(source.lastBefore(last) < last, true);
      }),
    );
  });

  await promise(t, 'X2: parities are rates above 0, each from a day on', () => {
    for (const [currency, { rate, from }] of Object.entries(source.parities)) {
      assert.match(currency, /^[A-Z]{3}$/);
      assert.match(rate, /^\d+(\.\d+)?$/);
      assert.match(rate, /[1-9]/);
      assert.match(from, /^\d{4}-\d{2}-\d{2}$/);
    }
  });
}
