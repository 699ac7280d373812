import t from 'tap';
import { bearer } from '../http/support/server.ts';
import { wholeServer } from '../http/support/whole-server.ts';

const { app, key } = await wholeServer(t);
const post = async (name: string) =>
  app.inject({
    method: 'POST',
    url: '/v1/affiliates',
    headers: { ...bearer(key), 'content-type': 'application/json' },
    payload: { name, email: `${name}@affiliates.test` },
  });

t.test(
  'F140: changes are listed newest first, and pages leave none out, however many digits their ids have',
  async (t) => {
    for (let n = 0; n < 12; n += 1) t.equal((await post(`person-${n}`)).statusCode, 201);
    const ids: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const url = `/v1/audit?take=4${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page: { data: { id: string }[]; nextCursor: string | null } = (
        await app.inject({ url, headers: bearer(key) })
      ).json();
      ids.push(...page.data.map(({ id }) => Number(id)));
      cursor = page.nextCursor;
    }
    t.ok(ids.length > 12, `${ids.length} changes`);
    t.same(
      ids,
      ids.toSorted((a, b) => b - a),
    );
    t.equal(new Set(ids).size, ids.length);
  },
);
