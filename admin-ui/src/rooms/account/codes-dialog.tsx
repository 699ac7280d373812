import { Button } from '@mantine/core';
import { CopyButton } from '../../kit/copy.tsx';
import { Dialog } from '../../kit/dialog.tsx';

interface CodesDialogProps {
  readonly title: string;
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** Backup codes, shown once. */
export const CodesDialog = ({ title, codes, onClose }: CodesDialogProps) => (
  <Dialog
    title={title}
    isKept
    acts={
      <>
        <CopyButton text={codes.join('\n')} what="backup codes" />
        <Button onClick={onClose}>I have kept them</Button>
      </>
    }
    onClose={onClose}
  >
    <p>
      Keep these backup codes where you keep nothing else of this. Each signs you in once, without the app. They are
      shown only now.
    </p>
    <ul className="fl-codes" aria-label="Backup codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
  </Dialog>
);
