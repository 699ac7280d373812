import * as fc from 'fast-check';
import t from 'tap';
import { emailKey } from '../../src/domain/email.ts';

void t.test('A5: addresses compare trimmed, in lower case, NFC, with an ASCII domain', async (t) => {
  t.equal(emailKey('  Jane@Example.COM\n'), 'jane@example.com');
  t.equal(emailKey('JOSE\u0301@example.com'), emailKey('josé@example.com'), 'composed and decomposed letters are one');
  t.equal(emailKey('jane@BÜCHER.example'), 'jane@xn--bcher-kva.example');
  t.equal(emailKey('jane@xn--bcher-kva.example'), emailKey('jane@bücher.example'));
  t.equal(emailKey('INFO@I.example'), 'info@i.example', 'no Turkish i, whatever the locale of the machine');
});

void t.test('A5: dots and plus tags are kept', async (t) => {
  t.equal(emailKey('Jane.Doe+Shop@gmail.com'), 'jane.doe+shop@gmail.com');
  t.not(emailKey('janedoe@gmail.com'), emailKey('jane.doe@gmail.com'));
});

void t.test('A5: only the last @ parts the domain from the mailbox', async (t) => {
  t.equal(emailKey('"odd@box"@example.com'), '"odd@box"@example.com');
});

void t.test('what is no address has no key', async (t) => {
  const wrong = [
    '',
    '@',
    'jane',
    'jane@',
    '@example.com',
    'a b@example.com',
    'a@b c.com',
    'a@b\0.com',
    'a@example.com/x',
  ];
  const odd = [
    'a@example.com:25',
    'a@ex%61mple.com',
    'a@.',
    'a@b..c',
    'a@.example.com',
    'a@[::1]',
    'a\u200b@example.com',
  ];
  for (const text of [...wrong, ...odd, `${'x'.repeat(320)}@example.com`])
    t.equal(emailKey(text), null, JSON.stringify(text));
});

/** What case, composition and trimming may trip over. */
const letters = ['a', 'Z', '.', '+', '-', '_', 'Å', 'é', 'İ', 'ß', 'Σ', '한', 'ﬁ', '\u0301'];

void t.test('A5: a key is its own key, and case and blanks never matter', async (t) => {
  const boxes = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 });
  const seed = Date.now() % 2 ** 31;
  t.comment(`seed ${seed}`);
  fc.assert(
    fc.property(boxes, fc.domain(), (box, domain) => {
      const key = emailKey(`${box}@${domain}`);
      if (key === null) return;
      if (emailKey(key) !== key) throw new Error(`${key} → ${emailKey(key)}`);
      if (emailKey(` ${box}@${domain.toUpperCase()} `) !== key)
        throw new Error(`${box}@${domain} depends on case or blanks`);
    }),
    { seed, numRuns: 2_000 },
  );
});
