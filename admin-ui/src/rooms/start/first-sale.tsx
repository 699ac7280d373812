import type { ClickPage, MadeApiKey } from '@fairlead/core/api';
import { Button, Tabs } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { Snippet } from '../../kit/copy.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { useMembership, useRefusal } from '../../session/me.ts';

/** A test sale: from here, from a server, or by a processor. */
export function FirstSale({ slug, isDone }: { readonly slug: string; readonly isDone: boolean }) {
  const { homeCurrency } = useMembership();
  const refusal = useRefusal('manager');
  const sale = { amount: 10_000, currency: homeCurrency, affiliateSlug: slug, test: true };
  const send = useChange(
    () => post('/v1/sales', { externalEventId: `first-sale-${Date.now()}`, ...sale }),
    '/v1/conversions',
  );
  if (isDone) return <p className="fl-say">The payment arrived.</p>;
  return (
    <Tabs defaultValue="here" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="here">From here</Tabs.Tab>
        <Tabs.Tab value="server">From your server</Tabs.Tab>
        <Tabs.Tab value="stripe">Stripe</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="here" pt="sm">
        <p className="fl-say">Sends what your server would send, as a test.</p>
        {send.error !== null && <ProblemNote error={send.error} />}
        <Button
          loading={send.isPending}
          disabled={refusal !== null}
          title={refusal ?? undefined}
          onClick={() => send.mutate()}
        >
          Send a test sale
        </Button>
      </Tabs.Panel>
      <Tabs.Panel value="server" pt="sm">
        <FromServer sale={sale} />
      </Tabs.Panel>
      <Tabs.Panel value="stripe" pt="sm">
        <FromStripe />
      </Tabs.Panel>
    </Tabs>
  );
}

/** The way of a real account, and one without any: the story of a sale and its partial refund, led to by the latest click. */
function FromStripe() {
  const clicks = useApi<ClickPage>('/v1/clicks', { take: 1 });
  const clickId = clicks.data?.data[0]?.id ?? '<click id>';
  return (
    <>
      <p className="fl-say">
        <Link to="/connections">Connect Stripe</Link> with a restricted key: the rest is set up for you, and its
        payments arrive by themselves. To see one without an account, let a sale and a partial refund be delivered as
        Stripe would, at the terminal. They are posted like real ones:
      </p>
      <Snippet
        what="command"
        code={`npx -y pnpm@12 fairlead simulate stripe partial-refund \\\n  --create --click ${clickId}`}
      />
    </>
  );
}

/** The call with a test key of its own: made at a press, shown shortened, copied whole. */
function FromServer({ sale }: { readonly sale: object }) {
  const [key, setKey] = useState<string | null>(null);
  const refusal = useRefusal('admin');
  const make = useChange(async () => {
    const made = await post<MadeApiKey>('/v1/api-keys', { name: 'First sale', mode: 'test', scopes: ['track'] });
    setKey(made.key);
  }, '/v1/api-keys');
  if (key === null) {
    return (
      <>
        <p className="fl-say">A test key is made for it. It never makes a live sale.</p>
        {make.error !== null && <ProblemNote error={make.error} />}
        <Button
          variant="default"
          loading={make.isPending}
          disabled={refusal !== null}
          title={refusal ?? undefined}
          onClick={() => make.mutate()}
        >
          Make a test key
        </Button>
      </>
    );
  }
  const body = JSON.stringify({ externalEventId: 'order-1', ...sale }, null, 2);
  const code = (secret: string): string =>
    `curl ${location.origin}/v1/sales \\\n  -H "Authorization: Bearer ${secret}" \\\n  -H "Content-Type: application/json" \\\n  -d '${body}'`;
  return (
    <>
      <Snippet what="call" code={code(key)} shown={code(`${key.slice(0, 14)}…`)} />
      <p className="fl-say">Your key is filled in when you copy. Amounts are whole cents.</p>
    </>
  );
}
