import { Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

interface DialogProps {
  readonly title: string;
  readonly size?: string | undefined;
  /** A press outside does not close it: what is shown this once would be lost. */
  readonly isKept?: boolean;
  /** The buttons it ends in. */
  readonly acts?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The frame of every dialog. Whoever opens it draws it, and no longer draws it to close it. */
export const Dialog = ({ title, size = 'md', isKept = false, acts, onClose, children }: DialogProps) => (
  <Modal
    opened
    onClose={onClose}
    title={title}
    size={size}
    closeOnClickOutside={!isKept}
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    <Stack>
      {children}
      {acts !== undefined && <Group justify="flex-end">{acts}</Group>}
    </Stack>
  </Modal>
);
