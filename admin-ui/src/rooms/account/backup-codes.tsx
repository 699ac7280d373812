import { post } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { AskPassword } from './ask-password.tsx';
import { CodesDialog } from './codes-dialog.tsx';

interface Made {
  readonly backupCodes: readonly string[];
}

/** New ones in place of all before. */
export function BackupCodes({ onClose }: { readonly onClose: () => void }) {
  const make = useChange((password: string) => post<Made>('/auth/two-factor/generate-backup-codes', { password }));
  if (make.data !== undefined) {
    return <CodesDialog title="New backup codes" codes={make.data.backupCodes} onClose={onClose} />;
  }
  return (
    <AskPassword
      title="Make new backup codes"
      why="Those you have end with it, used or not."
      action="Make new codes"
      change={make}
      onPassword={(password) => make.mutate(password)}
      onClose={onClose}
    />
  );
}
