import type { DeliveryDetail, DeliveryTry } from '@fairlead/core/api';
import { ActionIcon, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { post } from '../../api/client.ts';
import { keyOf, useApi, useChange } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { CopyableId, CopyButton } from '../../kit/copy.tsx';
import { Details } from '../../kit/details.tsx';
import { momentText } from '../../kit/dates.ts';
import { IconRefresh, IconX } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { mending, reasonOf, State, stateWord } from './delivery-state.tsx';
import { FactList } from './fact-list.tsx';
import { TriedDelivery } from './tried.tsx';

interface DeliveryPaneProps {
  readonly id: string;
  readonly connections: ReadonlyMap<string, string>;
}

/** One delivery: what is wrong, how to mend it, what it says, and its body as received. */
export function DeliveryPane({ id, connections }: DeliveryPaneProps) {
  const [, change] = useAddress();
  const delivery = useApi<DeliveryDetail>(`/v1/inbox/${id}`);
  return (
    <aside aria-label="Delivery">
      <div className="fl-pane-head">
        <CopyableId id={id} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="Close"
          onClick={() => change({ open: undefined })}
        >
          <IconX size={16} />
        </ActionIcon>
      </div>
      <Loaded query={delivery} rows={6}>
        {(data) => <Delivery delivery={data} connection={connections.get(data.connectionId) ?? 'A connection'} />}
      </Loaded>
    </aside>
  );
}

function Delivery({ delivery, connection }: { readonly delivery: DeliveryDetail; readonly connection: string }) {
  const { timeZone } = useMembership();
  const client = useQueryClient();
  const { id, type, state, eventId, attempts, occurredAt, receivedAt, dueAt, facts, body } = delivery;
  const reason = reasonOf(delivery);
  const replay = useChange(
    async () => {
      const after = await post<DeliveryDetail>(`/v1/inbox/${id}/replay`);
      client.setQueryData(keyOf(`/v1/inbox/${id}`), after);
      return after;
    },
    '/v1/inbox',
    '/v1/conversions',
    '/v1/payments',
  );
  const attempt = useChange(() => post<DeliveryTry>(`/v1/inbox/${id}/try`));
  return (
    <div className="fl-pane">
      <div>
        <State state={state} />
        <h2>{type}</h2>
        <p className="fl-quiet">
          {connection}. {attempts === 1 ? 'Tried once' : `Tried ${attempts} times`}
          {dueAt !== null && `, again at ${momentText(dueAt, timeZone)}`}
        </p>
      </div>
      {reason !== null && (
        <div className="fl-box" role="note" aria-label="Why">
          <p className="fl-wraps">{reason.detail}</p>
          <p>
            <small>
              Code <code>{reason.code}</code>
            </small>
          </p>
          {mending[state] !== undefined && (
            <p>
              <b>To mend it:</b> {mending[state]}
            </p>
          )}
        </div>
      )}
      <Group gap="xs">
        <ActButton
          needs="manager"
          leftSection={<IconRefresh size={15} />}
          loading={replay.isPending}
          disabled={body === null}
          onClick={() => replay.mutate()}
        >
          Replay
        </ActButton>
        <ActButton
          needs="manager"
          variant="default"
          loading={attempt.isPending}
          disabled={body === null}
          onClick={() => attempt.mutate()}
        >
          Try without posting
        </ActButton>
        <span role="status" className="fl-quiet">
          {replay.data !== undefined && `Replayed: ${stateWord(replay.data.state).toLowerCase()}`}
        </span>
      </Group>
      {replay.error !== null && <ProblemNote error={replay.error} />}
      {attempt.error !== null && <ProblemNote error={attempt.error} />}
      {attempt.data !== undefined && <TriedDelivery tried={attempt.data} />}
      <Details
        label="About this delivery"
        items={[
          ['Happened', momentText(occurredAt, timeZone)],
          ['Received', momentText(receivedAt, timeZone)],
          ['Came by', cameBy[delivery.via]],
          ['Event', <CopyableId id={eventId} />],
        ]}
      />
      <h3>What it says</h3>
      <FactList facts={facts} />
      <Body delivery={delivery} />
    </div>
  );
}

/** How it came, in words. */
const cameBy: Readonly<Record<DeliveryDetail['via'], string>> = {
  webhook: 'webhook',
  backfill: 'a read of the processor: no webhook had brought it',
  fetch: 'the processor, asked for it by another delivery',
};

function Body({ delivery: { body, bodyGone } }: { readonly delivery: DeliveryDetail }) {
  const { timeZone } = useMembership();
  if (body === null) {
    const why =
      bodyGone?.why === 'erasure' ? 'erased with the person it speaks of' : 'dropped after the time bodies are kept';
    return (
      <p className="fl-quiet">
        Its body was {why}
        {bodyGone !== null && `, ${momentText(bodyGone.at, timeZone)}`}. It cannot be replayed; its facts stay.
      </p>
    );
  }
  return (
    <>
      <div className="fl-pane-head">
        <h3>Body as received</h3>
        <CopyButton text={body.content} what="body" />
      </div>
      <pre className="fl-pre" tabIndex={0} aria-label="Body as received">
        {body.content}
      </pre>
      <small>
        {body.bytes.toLocaleString('en')} bytes{body.encoding === 'base64' && ', shown as base64'}
        {body.masked > 0 && `, ${body.masked === 1 ? '1 secret is' : `${body.masked} secrets are`} masked`}
      </small>
    </>
  );
}
