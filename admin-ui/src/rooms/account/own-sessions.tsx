import type { OwnSession, OwnSessionList } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { Confirm } from '../../kit/confirm.tsx';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { momentText } from '../../kit/dates.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { useMembership } from '../../session/me.ts';
import { useSignOut } from '../../session/use-sign-out.ts';
import { browserName } from './browser-name.ts';

/** Where somebody is signed in, and the end of it: one browser, or all. */
export function OwnSessions() {
  const { timeZone } = useMembership();
  const sessions = useApi<OwnSessionList>('/auth/sessions');
  const [isEnding, setEnding] = useState(false);
  const everywhere = useSignOut('/auth/revoke-sessions');
  const end = useChange((id: string) => post('/auth/sessions/end', { id }), '/auth/sessions');
  const name = ({ agent, current }: OwnSession): string => `${browserName(agent)}${current ? ' (this one)' : ''}`;
  const button = (row: OwnSession) =>
    !row.current && (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Sign out ${name(row)}`}
        onClick={() => end.mutate(row.id)}
      >
        Sign out
      </Button>
    );
  const columns: readonly Column<OwnSession>[] = [
    { label: 'Browser', cell: (row) => <b>{name(row)}</b> },
    { label: 'Address', cell: ({ address }) => <code className="fl-mono">{address ?? '–'}</code> },
    { label: 'Since', cell: ({ createdAt }) => <span className="fl-quiet">{momentText(createdAt, timeZone)}</span> },
    { label: 'Change', align: 'end', cell: button },
  ];
  return (
    <section className="fl-panel" aria-labelledby="sessions">
      <div className="fl-panel-head">
        <h2 id="sessions">Signed in</h2>
        <div className="fl-panel-acts">
          <Button variant="default" onClick={() => setEnding(true)}>
            Sign out everywhere
          </Button>
        </div>
      </div>
      {end.error !== null && <ProblemNote error={end.error} />}
      <Loaded query={sessions} rows={2}>
        {({ data }) => (
          <DataList
            label="Where you are signed in"
            rows={data}
            idOf={({ id }) => id}
            columns={columns}
            card={(row) => (
              <>
                <b>{name(row)}</b>
                <span className="fl-quiet">{momentText(row.createdAt, timeZone)}</span>
                <code className="fl-mono">{row.address ?? '–'}</code>
                {button(row)}
              </>
            )}
          />
        )}
      </Loaded>
      {isEnding && (
        <Confirm
          title="Sign out everywhere?"
          action="Sign out everywhere"
          isDangerous
          change={everywhere}
          onConfirm={() => everywhere.mutate()}
          onClose={() => setEnding(false)}
        >
          <p>Every browser is signed out with its next request, this one too.</p>
        </Confirm>
      )}
    </section>
  );
}
