import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '../../session/me.ts';
import { Status } from '../../kit/status.tsx';
import { BackupCodes } from './backup-codes.tsx';
import { EndFactor } from './end-factor.tsx';
import { NewFactor } from './new-factor.tsx';

/** Six digits of an authenticator, asked for beside the password: on, off, and new backup codes. */
export function SecondFactor() {
  const { user } = useMe();
  const [open, setOpen] = useState<'on' | 'off' | 'codes' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <section className="fl-panel" aria-labelledby="second-factor">
      <h2 id="second-factor">Second factor</h2>
      <p>{user.twoFactor ? <Status tone="paid">On</Status> : <b>Off</b>}</p>
      <p className="fl-quiet">
        With it, six digits of an authenticator app are asked for after your password, or after a link by mail.
      </p>
      <div className="fl-panel-acts fl-acts-start">
        {user.twoFactor ? (
          <>
            <Button variant="default" onClick={() => setOpen('codes')}>
              Make new backup codes
            </Button>
            <Button variant="default" onClick={() => setOpen('off')}>
              Switch off
            </Button>
          </>
        ) : (
          <Button onClick={() => setOpen('on')}>Switch on</Button>
        )}
      </div>
      {open === 'on' && <NewFactor onClose={close} />}
      {open === 'off' && <EndFactor onClose={close} />}
      {open === 'codes' && <BackupCodes onClose={close} />}
    </section>
  );
}
