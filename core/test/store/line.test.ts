import fc from 'fast-check';
import pg from 'pg';
import t, { type Test } from 'tap';
import { createLines, type Line } from '../../src/store/line.ts';
import { testDatabase } from '../../src/testing/database.ts';
import { seed } from '../domain/property.ts';

/** Lines of a pool of one connection; each message that goes out is counted. */
async function setUp(t: Test) {
  const { url, superuserUrl } = await testDatabase(t);
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  t.teardown(() => pool.end());
  pool.on('error', () => undefined);
  const sent = { messages: 0 };
  pool.on('connect', (client) => {
    const { stream } = (client as unknown as { connection: { stream: { write: (data: Uint8Array) => boolean } } })
      .connection;
    const write = stream.write.bind(stream);
    stream.write = (data) => {
      sent.messages++;
      return write(data);
    };
  });
  return { line: createLines(pool), sent, superuserUrl };
}

async function using<T>(take: () => Promise<Line>, work: (line: Line) => Promise<T>): Promise<T> {
  const line = await take();
  try {
    return await work(line);
  } finally {
    line.release();
  }
}

const echo = {
  name: 'echo',
  text: 'select $1::text as text, $2::int as number, $3::jsonb as document, $4::int8 as big',
};
const fails = { name: 'fails', text: 'select 1 / $1::int as quotient' };

void t.test('what is asked in one turn travels as one message, and every answer is its own', async (t) => {
  const { line, sent } = await setUp(t);
  await using(line, async ({ ask }) => {
    for (const round of ['prepares', 'uses what is prepared']) {
      const before = sent.messages;
      const answers = await Promise.all(
        [1, 2, 3].map((number) => ask(echo, [`ü€😀 ${number}`, number, { at: number }, 9_007_199_254_740_993n])),
      );
      t.equal(sent.messages, before + 1, round);
      t.same(
        answers.map(({ rows }) => rows),
        [1, 2, 3].map((number) => [
          { text: `ü€😀 ${number}`, number, document: { at: number }, big: '9007199254740993' },
        ]),
      );
    }
    t.same(await ask({ name: 'nothing', text: 'select where false' }, []), { rows: [], command: 'SELECT 0' });
  });
});

void t.test('an error fails what was asked after it in the same message, and nothing else', async (t) => {
  const { line } = await setUp(t);
  await using(line, async ({ ask }) => {
    const [before, failed, after] = await Promise.allSettled([
      ask(echo, ['a', 1, {}, 1]),
      ask(fails, [0]),
      ask(echo, ['b', 2, {}, 2]),
    ]);
    t.match(before, { status: 'fulfilled', value: { rows: [{ text: 'a' }] } });
    t.match(failed, { status: 'rejected', reason: { code: '22012' } });
    t.match(after, { status: 'rejected', reason: { code: '22012' } });
    t.match(await ask(fails, [1]), { rows: [{ quotient: 1 }] }, 'what failed can be asked again');
    t.match(await ask(echo, ['c', 3, {}, 3]), { rows: [{ text: 'c' }] });
  });
});

void t.test('a statement that cannot be prepared fails by itself', async (t) => {
  const { line } = await setUp(t);
  await using(line, async ({ ask }) => {
    await t.rejects(ask({ name: 'wrong', text: 'select nothing from nowhere' }, []), { code: '42P01' });
    t.match(await ask({ name: 'wrong', text: 'select 1 as one' }, []), { rows: [{ one: 1 }] });
  });
});

void t.test('another text under the same name takes its place, within one message too', async (t) => {
  const { line } = await setUp(t);
  await using(line, async ({ ask }) => {
    const answers = await Promise.all(
      ['select 1 as one', 'select 2 as two', 'select 1 as one', 'select 2 as two'].map((text) =>
        ask({ name: '', text }, []),
      ),
    );
    t.same(
      answers.map(({ rows }) => rows),
      [[{ one: 1 }], [{ two: 2 }], [{ one: 1 }], [{ two: 2 }]],
    );
  });
});

void t.test('a parameter that cannot be written fails the message before it is sent', async (t) => {
  const { line, sent } = await setUp(t);
  await using(line, async ({ ask }) => {
    await ask(echo, ['a', 1, {}, 1]);
    const before = sent.messages;
    const asked = [ask(echo, ['b', 2, {}, 2]), ask(echo, ['c', 3, { amount: 1n }, 3])];
    for (const { status } of await Promise.allSettled(asked)) t.equal(status, 'rejected');
    t.equal(sent.messages, before);
    t.match(await ask(echo, ['d', 4, {}, 4]), { rows: [{ text: 'd' }] });
  });
});

void t.test('what is asked while an answer is awaited goes out with the next message', async (t) => {
  const { line, sent } = await setUp(t);
  await using(line, async ({ ask }) => {
    const slow = ask({ name: 'slow', text: 'select pg_sleep(0.1)' }, []);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = sent.messages;
    const later = [ask(echo, ['a', 1, {}, 1])];
    await new Promise((resolve) => setTimeout(resolve, 20));
    later.push(ask(echo, ['b', 2, {}, 2]));
    t.equal(sent.messages, before);
    await slow;
    t.equal((await Promise.all(later)).length, 2);
    t.equal(sent.messages, before + 1);
  });
});

void t.test('a connection that is lost fails all that waits for it, and is not used again', async (t) => {
  const { line, superuserUrl } = await setUp(t);
  const taken = await line();
  const { rows } = await taken.ask({ name: 'pid', text: 'select pg_backend_pid() as pid' }, []);
  const waiting = Promise.allSettled([
    taken.ask({ name: 'slow', text: 'select pg_sleep(10)' }, []),
    taken.ask(echo, ['a', 1, {}, 1]),
  ]);
  const other = new pg.Client({ connectionString: superuserUrl });
  await other.connect();
  await other.query('select pg_terminate_backend($1)', [rows[0]?.['pid']]);
  await other.end();
  t.same(
    (await waiting).map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  await t.rejects(taken.ask(echo, ['b', 2, {}, 2]));
  taken.release();
  await using(line, async ({ ask }) => {
    t.match(await ask(echo, ['c', 3, {}, 3]), { rows: [{ text: 'c' }] }, 'the next one is new');
  });
});

void t.test('a statement that is cancelled fails what was asked after it, and the connection goes on', async (t) => {
  const { line, superuserUrl } = await setUp(t);
  const other = new pg.Client({ connectionString: superuserUrl });
  await other.connect();
  t.teardown(() => other.end());
  await using(line, async ({ ask }) => {
    const { rows } = await ask({ name: 'pid', text: 'select pg_backend_pid() as pid' }, []);
    const waiting = Promise.allSettled([
      ask(echo, ['a', 1, {}, 1]),
      ask({ name: 'slow', text: 'select pg_sleep(30)' }, []),
      ask(echo, ['b', 2, {}, 2]),
    ]);
    const asleep = `select from pg_stat_activity where pid = $1 and wait_event = 'PgSleep'`;
    while ((await other.query(asleep, [rows[0]?.['pid']])).rowCount === 0);
    await other.query('select pg_cancel_backend($1)', [rows[0]?.['pid']]);
    t.match(await waiting, [
      { status: 'fulfilled', value: { rows: [{ text: 'a' }] } },
      { status: 'rejected', reason: { code: '57014' } },
      { status: 'rejected', reason: { code: '57014' } },
    ]);
    t.match(await ask(echo, ['c', 3, {}, 3]), { rows: [{ text: 'c' }] });
    t.same((await ask({ name: 'pid', text: 'select pg_backend_pid() as pid' }, [])).rows, rows, 'the same connection');
  });
});

void t.test('a value that cannot be read fails its own statement only', async (t) => {
  const { line } = await setUp(t);
  const { DATE: date } = pg.types.builtins;
  const read = pg.types.getTypeParser(date, 'text');
  t.teardown(() => pg.types.setTypeParser(date, read));
  pg.types.setTypeParser(date, () => {
    throw new RangeError('unreadable');
  });
  await using(line, async ({ ask }) => {
    const answers = await Promise.allSettled([
      ask(echo, ['a', 1, {}, 1]),
      ask(
        {
          name: 'date',
          text: `select d::date as date from generate_series(timestamp '2026-01-01', '2026-01-03', '1 day') d`,
        },
        [],
      ),
      ask(echo, ['b', 2, {}, 2]),
    ]);
    t.match(answers, [
      { status: 'fulfilled', value: { rows: [{ text: 'a' }] } },
      { status: 'rejected', reason: { message: 'unreadable' } },
      { status: 'fulfilled', value: { rows: [{ text: 'b' }] } },
    ]);
  });
});

void t.test('a line that was given back takes nothing any more', async (t) => {
  const { line } = await setUp(t);
  const [first, pid] = [await line(), { name: 'pid', text: 'select pg_backend_pid() as pid' }];
  const { rows } = await first.ask(pid, []);
  first.release();
  await using(line, async ({ ask }) => {
    await t.rejects(first.ask(echo, ['a', 1, {}, 1]), /given back/);
    first.release();
    t.same((await ask(pid, [])).rows, rows, 'the connection went on to whoever came next');
  });
});

void t.test('a connection that still owes an answer is not given to anybody else', async (t) => {
  const { line } = await setUp(t);
  const pid = { name: 'pid', text: 'select pg_backend_pid() as pid' };
  for (const sent of [false, true]) {
    const hasty = await line();
    const { rows } = await hasty.ask(pid, []);
    const owed = Promise.allSettled([hasty.ask({ name: 'slow', text: 'select pg_sleep(0.2)' }, [])]);
    if (sent) await new Promise((resolve) => setTimeout(resolve, 20));
    hasty.release();
    await using(line, async ({ ask }) => {
      t.notSame((await ask(pid, [])).rows, rows, 'another connection');
      t.match(await ask(echo, ['a', 1, {}, 1]), { rows: [{ text: 'a' }] });
    });
    t.match(await owed, [{ status: sent ? /fulfilled|rejected/ : 'rejected' }]);
  }
});

void t.test('an empty text answers nothing', async (t) => {
  const { line } = await setUp(t);
  await using(line, async ({ ask }) => {
    t.same(await ask({ name: '', text: '' }, []), { rows: [], command: '' });
    t.match(await ask(echo, ['a', 1, {}, 1]), { rows: [{ text: 'a' }] });
  });
});

void t.test('parameters of every kind and size arrive as they were given', async (t) => {
  const { line } = await setUp(t);
  const kinds = {
    name: 'kinds',
    text: `select $1::text as text, $2::text[] as texts, $3::uuid[] as ids, encode($4::bytea, 'hex') as bytes, $5::boolean as truth,
      $6::bigint as big, $7::timestamptz as time, $8::jsonb as document`,
  };
  const text = fc.string({ unit: 'binary', maxLength: 3_000 }).map((any) => any.replaceAll('\0', ''));
  const given = fc.record({
    text: fc.option(text),
    texts: fc.array(fc.option(text), { maxLength: 5 }),
    ids: fc.array(fc.uuid(), { maxLength: 5 }),
    bytes: fc.uint8Array({ maxLength: 5_000 }),
    truth: fc.boolean(),
    big: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    time: fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
    document: fc.dictionary(fc.constantFrom('a', 'ü', '"'), fc.array(fc.integer()), { noNullPrototype: true }),
  });
  await using(line, async ({ ask }) => {
    await fc.assert(
      fc.asyncProperty(given, async (values) => {
        const { rows } = await ask(kinds, Object.values(values));
        const expected = { ...values, bytes: Buffer.from(values.bytes).toString('hex'), big: values.big.toString() };
        t.strictSame(rows[0], expected);
      }),
      { seed, numRuns: 300 },
    );
  });
});
