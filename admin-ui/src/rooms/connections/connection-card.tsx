import type { Connection, DeliveryPage, DeliverySummary } from '@fairlead/core/api';
import { Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Details } from '../../kit/details.tsx';
import { LoadingRows } from '../../kit/loading.tsx';
import { isoDay } from '../../kit/dates.ts';
import { SharedAddress } from '../../kit/shared-address.tsx';
import { Status, TestBadge } from '../../kit/status.tsx';
import { useMembership } from '../../session/me.ts';
import { healthOf } from './health.ts';
import { PauseConnection } from './pause-connection.tsx';
import { SetSecrets } from './set-secrets.tsx';

/** One account of a processor: how it is, where it delivers, and its secrets by name. */
export function ConnectionCard({ connection }: { readonly connection: Connection }) {
  const { id, name, adapter, mode, account, credentials, webhookUrl, active } = connection;
  const [dialog, setDialog] = useState<'secrets' | 'pause' | null>(null);
  return (
    <section aria-labelledby={`connection-${id}`}>
      <div className="fl-panel-head">
        <h2 id={`connection-${id}`}>{name}</h2>
        {mode === 'test' && <TestBadge />}
      </div>
      <HealthLine connection={connection} />
      <Details
        label={`About ${name}`}
        items={[
          ['Processor', adapter],
          ...(account === null ? [] : [['Account', account] as const]),
          ['Secrets', credentials.length === 0 ? 'none yet' : credentials.join(', ')],
          ['Deliver to', <SharedAddress url={webhookUrl} what={`hook URL of ${name}`} qr={false} />],
        ]}
      />
      <Group mt="md" gap="xs">
        <ActButton needs="admin" variant="default" size="xs" onClick={() => setDialog('secrets')}>
          {credentials.length === 0 ? 'Set secrets' : 'Rotate secrets'}
        </ActButton>
        <ActButton needs="admin" variant="default" size="xs" onClick={() => setDialog('pause')}>
          {active ? 'Pause' : 'Resume'}
        </ActButton>
        <Link to="/inbox" search={{ connectionId: id }}>
          Deliveries
        </Link>
      </Group>
      {dialog === 'secrets' && <SetSecrets connection={connection} onClose={() => setDialog(null)} />}
      {dialog === 'pause' && <PauseConnection connection={connection} onClose={() => setDialog(null)} />}
    </section>
  );
}

function HealthLine({ connection }: { readonly connection: Connection }) {
  const { timeZone } = useMembership();
  const connectionId = connection.id;
  const every = { every: 30_000 };
  const last = useApi<DeliveryPage>('/v1/inbox', { connectionId, take: 1 }, every);
  const from = isoDay(Date.now() - 86_400_000, timeZone);
  const day = useApi<DeliverySummary>('/v1/inbox/summary', { connectionId, from }, every);
  if (last.data === undefined || day.data === undefined) return <LoadingRows rows={1} />;
  const { tone, word, reason } = healthOf(connection, last.data.data[0], day.data);
  return (
    <p className="fl-shared">
      <Status tone={tone}>{word}</Status>
      <span className="fl-quiet">{reason}</span>
    </p>
  );
}
