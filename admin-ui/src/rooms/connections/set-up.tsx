import type { Connection, ConnectionSetup } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { post } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useChange } from '../../api/use-api.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { LoadingRows } from '../../kit/loading.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { SharedAddress } from '../../kit/shared-address.tsx';
import { FirstDelivery } from './first-delivery.tsx';
import { SetupSteps } from './setup-steps.tsx';

interface SetUpProps {
  readonly connection: Connection;
  readonly onClose: () => void;
}

/** Has the processor deliver here: first what would be done, then it is done, then the first delivery is waited for. */
export function SetUp({ connection: { id, name, webhookUrl }, onClose }: SetUpProps) {
  const [since] = useState(() => new Date());
  const path = `/v1/connections/${id}/setup`;
  const plan = useChange(() => post<ConnectionSetup>(path, { dryRun: true }));
  const done = useChange(() => post<ConnectionSetup>(path, {}), '/v1/connections', '/v1/audit');
  const { mutate: look } = plan;
  useEffect(() => look(), [look]);
  const told = done.data ?? plan.data;
  const error = done.error ?? plan.error;
  const isKeyless = error instanceof ApiProblem && error.extra['reason'] === 'no_api_key';
  const isOpen = told?.steps.some(({ state }) => state === 'would') === true;
  return (
    <Dialog
      title={`Set up ${name}`}
      size="lg"
      acts={
        <>
          <Button variant="default" onClick={onClose}>
            {isOpen ? 'Cancel' : 'Done'}
          </Button>
          {error !== null && !isKeyless && (
            <Button loading={plan.isPending} onClick={() => look()}>
              Look again
            </Button>
          )}
          {isOpen && error === null && (
            <Button data-autofocus loading={done.isPending} onClick={() => done.mutate()}>
              Do this
            </Button>
          )}
        </>
      }
      onClose={onClose}
    >
      <SharedAddress url={webhookUrl} what={`hook URL of ${name}`} qr={false} />
      {error !== null && (isKeyless ? <ByHand /> : <ProblemNote error={error} />)}
      {told === undefined && error === null && <LoadingRows rows={3} />}
      {told !== undefined && <SetupSteps steps={told.steps} warnings={told.warnings} />}
      {told !== undefined && !isOpen && <FirstDelivery connectionId={id} since={since} />}
    </Dialog>
  );
}

function ByHand() {
  return (
    <p className="fl-quiet">
      The connection has no key of the processor: enter this address there as the one to deliver to, and set the secret
      it shows you. With a key, this is done for you.
    </p>
  );
}
