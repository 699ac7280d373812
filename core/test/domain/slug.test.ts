import * as fc from 'fast-check';
import t from 'tap';
import { reservedSlugs, slugMistake, slugStem } from '../../src/domain/slug.ts';

void t.test('I5: a slug has 3 to 64 of a-z, 0-9 and hyphens, none at either end', async (t) => {
  for (const good of ['abc', 'a-b', '007', 'jane--doe', 'x'.repeat(64)]) t.equal(slugMistake(good), null, good);
  const wrong = ['', 'ab', 'Jane', '-abc', 'abc-', 'a b', 'a_b', 'jané', 'a/b', 'abc\n', 'x'.repeat(65)];
  for (const bad of wrong) t.equal(slugMistake(bad), 'malformed', JSON.stringify(bad));
});

void t.test('I5: reserved words are refused, and each of them could have been a slug', async (t) => {
  for (const word of reservedSlugs) t.equal(slugMistake(word), 'reserved', word);
});

void t.test('a name gives a slug without accents and punctuation', async (t) => {
  t.equal(slugStem('José Núñez & Co.'), 'jose-nunez-co');
  t.equal(slugStem('  Jane   Doe '), 'jane-doe');
  t.equal(slugStem('山田太郎'), '', 'other scripts fall out');
});

void t.test('I5: whatever the name, its stem is empty, short, or a slug with room for a suffix', async (t) => {
  const seed = Date.now() % 2 ** 31;
  t.comment(`seed ${seed}`);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      const stem = slugStem(name);
      const asSlug = stem.length < 3 ? `${stem}aaa` : stem;
      return slugMistake(asSlug) !== 'malformed' && stem.length <= 58;
    }),
    { seed, numRuns: 5_000 },
  );
});
