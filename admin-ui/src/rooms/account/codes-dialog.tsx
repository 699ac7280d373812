import { Button, Group, Modal, Stack } from '@mantine/core';
import { CopyButton } from '../../kit/copy.tsx';

interface CodesDialogProps {
  readonly title: string;
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** Backup codes, shown once. */
export const CodesDialog = ({ title, codes, onClose }: CodesDialogProps) => (
  <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
    <Stack>
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
      <Group justify="flex-end">
        <CopyButton text={codes.join('\n')} what="backup codes" />
        <Button onClick={onClose}>I have kept them</Button>
      </Group>
    </Stack>
  </Modal>
);
