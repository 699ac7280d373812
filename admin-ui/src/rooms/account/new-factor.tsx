import type { SecondFactorBegun } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { post } from '../../api/client.ts';
import { isCode } from '../../api/problem.ts';
import { useChange } from '../../api/use-api.ts';
import { CopyableId } from '../../kit/copy.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { meQuery } from '../../session/me.ts';
import { AskPassword } from './ask-password.tsx';
import { CodesDialog } from './codes-dialog.tsx';

const QrCode = lazy(() => import('../../kit/qr-image.tsx'));

/** Password, then the secret as a QR code and a code that shows the app has it; then the backup codes. */
export function NewFactor({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const begin = useChange((password: string) => post<SecondFactorBegun>('/auth/two-factor/enable', { password }));
  const prove = useChange(() => post('/auth/two-factor/verify-totp', { code }), '/auth/sessions', '/v1/members');
  const close = (): void => {
    if (prove.isSuccess) void client.invalidateQueries({ queryKey: meQuery.queryKey });
    onClose();
  };
  if (begin.data === undefined) {
    return (
      <AskPassword
        title="Switch on a second factor"
        why="Have an authenticator app at hand, on your phone or in your password manager."
        action="Go on"
        change={begin}
        onPassword={(password) => begin.mutate(password)}
        onClose={close}
      />
    );
  }
  const { totpURI, backupCodes } = begin.data;
  if (prove.isSuccess) return <CodesDialog title="The second factor is on" codes={backupCodes} onClose={close} />;
  const isWrong = isCode(prove.error, 'wrong_code');
  return (
    <FormDialog
      title="Switch on a second factor"
      action="Switch on"
      change={isWrong ? { ...prove, error: null } : prove}
      onSubmit={() => prove.mutate()}
      onClose={close}
    >
      <p>Read this with your authenticator app.</p>
      <div className="fl-qr-box">
        <Suspense fallback={null}>
          <QrCode text={totpURI} label="QR code of your second factor" />
        </Suspense>
      </div>
      <div>
        <small className="fl-quiet">Or type this into it</small>
        <div>
          <CopyableId id={new URL(totpURI).searchParams.get('secret') ?? ''} />
        </div>
      </div>
      <TextInput
        label="Code"
        description="The six digits the app shows now."
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={6}
        error={isWrong ? 'This is not the code of now. Check the clock of your device.' : undefined}
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value.trim())}
      />
    </FormDialog>
  );
}
