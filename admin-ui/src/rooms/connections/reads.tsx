import type { Backfill, BackfillPage, Connection } from '@fairlead/core/api';
import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { agoText, dayText } from '../../kit/dates.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { Status, type Tone } from '../../kit/status.tsx';
import { useMembership } from '../../session/me.ts';

const spans = [
  ['3', '72 hours'],
  ['35', '35 days'],
  ['90', '90 days'],
  ['365', 'a year'],
] as const;

const tones: Readonly<Record<Backfill['state'], readonly [Tone, string]>> = {
  running: ['pending', 'Reading'],
  done: ['paid', 'Done'],
  failed: ['denied', 'Failed'],
  stopped: ['review', 'Stopped'],
};

/** What was read from the processor, what its webhooks had missed, and a read by hand. */
export function Reads({ connection, onClose }: { readonly connection: Connection; readonly onClose: () => void }) {
  const path = `/v1/connections/${connection.id}/backfills`;
  const list = useApi<BackfillPage>(path, { take: 20 }, { every: 2_000 });
  const [days, setDays] = useState('3');
  const begin = useChange(
    () => post<Backfill>(path, { since: new Date(Date.now() - Number(days) * 86_400_000).toISOString() }),
    '/v1/connections',
  );
  const isRunning = list.data?.data[0]?.state === 'running';
  return (
    <Dialog
      title={`Reads of ${connection.name}`}
      size="lg"
      acts={
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      }
      onClose={onClose}
    >
      <p className="fl-quiet">
        What webhooks missed is read from the processor: every hour, and by hand. What is here already stays as it is.
      </p>
      <Group align="end">
        <Select
          label="Read the last"
          data={spans.map(([value, label]) => ({ value, label }))}
          allowDeselect={false}
          value={days}
          onChange={(value) => setDays(value ?? '3')}
        />
        <ActButton needs="admin" loading={begin.isPending} disabled={isRunning} onClick={() => begin.mutate()}>
          Read now
        </ActButton>
      </Group>
      {begin.error !== null && <ProblemNote error={begin.error} />}
      <Loaded query={list} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="fl-quiet">Nothing was read yet.</p>
          ) : (
            <ul className="fl-plain" aria-label="Reads">
              {data.map((one) => (
                <li key={one.id} className="fl-box">
                  <Run run={one} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Dialog>
  );
}

function Run({ run }: { readonly run: Backfill }) {
  const { timeZone } = useMembership();
  const { state, since, until, by, startedAt, report, reached, problem } = run;
  // A connection without a key to read with has not failed.
  const [tone, word] = problem?.code === 'no_api_key' ? (['review', 'Not read'] as const) : tones[state];
  return (
    <>
      <div>
        <Status tone={tone}>{word}</Status> {agoText(startedAt)}, {by === 'core' ? 'by schedule' : 'by hand'}:{' '}
        {dayText(since, timeZone)} to {dayText(until, timeZone)}
        {state === 'running' && reached !== null && `, reached ${dayText(reached, timeZone)}`}
      </div>
      {report !== null && (
        <div>
          {report.missed.toLocaleString('en')} missed of {report.found.toLocaleString('en')}
          {report.missed > 0 && (
            <span className="fl-quiet">
              {': '}
              {Object.entries(report.missedByType)
                .map(([type, count]) => `${count} ${type}`)
                .join(', ')}
              {` · ${report.payments.added} new payments, ${report.postings} postings`}
            </span>
          )}
        </div>
      )}
      {problem !== null && (
        <div>
          {problem.detail} <code>{problem.code}</code>
        </div>
      )}
    </>
  );
}
