import type { Campaign } from '@fairlead/core/api';
import { useState } from 'react';
import { get, patch } from '../../api/client.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { StaleNote } from '../../kit/stale-note.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';
import { movesFrom, type StateMove, stateWord } from './campaign-state.tsx';

/** The moves there are from its state, each with what it brings. */
export function ChangeState({ campaign }: { readonly campaign: Campaign }) {
  const [move, setMove] = useState<StateMove | null>(null);
  return (
    <>
      {movesFrom[campaign.state].map((one) => (
        <ActButton
          key={one.to}
          needs="admin"
          variant={one.to === 'active' ? 'filled' : 'default'}
          onClick={() => setMove(one)}
        >
          {one.word}
        </ActButton>
      ))}
      {move !== null && <Decide campaign={campaign} move={move} onClose={() => setMove(null)} />}
    </>
  );
}

function Decide({ campaign: shown, move, onClose }: { campaign: Campaign; move: StateMove; onClose: () => void }) {
  const [campaign] = useState(shown);
  const path = `/v1/campaigns/${campaign.id}`;
  const change = useVersioned(
    async (version, reason: string) => {
      await patch(path, { state: move.to, version, ...(reason === '' ? {} : { reason }) });
      onClose();
    },
    () => get<Campaign>(path),
    '/v1/campaigns',
  );
  const { now } = change;
  return (
    <Confirm
      title={`${move.word}: ${campaign.name}`}
      action={move.word}
      asksReason={move.to !== 'active'}
      isDangerous={move.isDangerous ?? false}
      error={change.error}
      isPending={change.isPending}
      onConfirm={(reason) => change.save(campaign.version, reason)}
      onClose={onClose}
    >
      <p>{move.effect}</p>
      {now !== null && (
        <StaleNote
          error={change.error}
          compare={[
            ['State', stateWord(now.state), stateWord(move.to)],
            ['Name', now.name, campaign.name],
            ['Links lead to', now.destinationUrl, campaign.destinationUrl],
          ]}
          onGoOn={change.keepMine}
          onTakeTheirs={onClose}
        />
      )}
    </Confirm>
  );
}
