import type { Connection } from '@fairlead/core/api';
import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ActButton } from '../../kit/act-button.tsx';
import { Details } from '../../kit/details.tsx';
import { sentence } from '../../kit/form/schema.ts';
import { SharedAddress } from '../../kit/shared-address.tsx';
import { Status, TestBadge } from '../../kit/status.tsx';
import { agoText } from '../../kit/dates.ts';
import { useAdapters } from './adapters.ts';
import { healthOf } from './health.ts';
import { Reads } from './reads.tsx';
import { PauseConnection } from './pause-connection.tsx';
import { SetSecrets } from './set-secrets.tsx';
import { SetUp } from './set-up.tsx';

/** One account of a processor: how it is, where it delivers, and its secrets by name. */
export function ConnectionCard({ connection }: { readonly connection: Connection }) {
  const { id, name, adapter, mode, account, credentials, webhookUrl, active, health } = connection;
  const known = useAdapters().data?.adapters.find((one) => one.id === adapter);
  const setsUp = known?.setsUp === true;
  const [dialog, setDialog] = useState<'setup' | 'secrets' | 'pause' | 'reads' | null>(null);
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
          ['Processor', sentence(adapter)],
          ...(account === null ? [] : [['Account', account] as const]),
          ['Secrets', credentials.length === 0 ? 'none yet' : credentials.map(sentence).join(', ')],
          ...(health.refused.length === 0 ? [] : [['Refused', <Refused refused={health.refused} />] as const]),
          ['Deliver to', <SharedAddress url={webhookUrl} what={`hook URL of ${name}`} qr={false} />],
        ]}
      />
      <Group mt="md" gap="xs">
        {setsUp && (
          <ActButton needs="admin" variant="default" size="xs" onClick={() => setDialog('setup')}>
            Set up
          </ActButton>
        )}
        <ActButton needs="admin" variant="default" size="xs" onClick={() => setDialog('secrets')}>
          {credentials.length === 0 ? 'Set secrets' : 'Rotate secrets'}
        </ActButton>
        <ActButton needs="admin" variant="default" size="xs" onClick={() => setDialog('pause')}>
          {active ? 'Pause' : 'Resume'}
        </ActButton>
        <Button variant="default" size="xs" onClick={() => setDialog('reads')}>
          Reads
        </Button>
        <Link to="/inbox" search={{ connectionId: id }}>
          Deliveries
        </Link>
      </Group>
      {dialog === 'setup' && <SetUp connection={connection} onClose={() => setDialog(null)} />}
      {dialog === 'secrets' && <SetSecrets connection={connection} onClose={() => setDialog(null)} />}
      {dialog === 'reads' && <Reads connection={connection} onClose={() => setDialog(null)} />}
      {dialog === 'pause' && <PauseConnection connection={connection} onClose={() => setDialog(null)} />}
    </section>
  );
}

function HealthLine({ connection }: { readonly connection: Connection }) {
  const { tone, word, reason, mend } = healthOf(connection);
  return (
    <>
      <p className="fl-shared">
        <Status tone={tone}>{word}</Status>
        <span className="fl-quiet">{reason}</span>
      </p>
      {mend !== undefined && <p>{mend}</p>}
    </>
  );
}

/** What was refused at the door, by reason. Nothing of it is kept: it is nobody's word. */
const Refused = ({ refused }: { readonly refused: Connection['health']['refused'] }) => (
  <ul className="fl-plain">
    {refused.map(({ reason, count, lastAt }) => (
      <li key={reason}>
        {reason.replaceAll('_', ' ')}, {count.toLocaleString('en')}×, last {agoText(lastAt)}
      </li>
    ))}
  </ul>
);
