import { Switch, Table } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { rooms } from '../rooms/index.ts';
import { areKeysOn, switchKeys } from './keys.ts';

const always: readonly (readonly [keys: string, does: string])[] = [
  ['Ctrl or ⌘ K, /', 'Search or go to'],
  ['J K, arrows', 'Move in a list'],
  ['Enter', 'Open'],
  ['F', 'Add a filter'],
  ['Esc', 'Close'],
  ['?', 'These keys'],
];

/** All keys there are, and the switch of single ones. */
export default function KeysList({ onClose }: { readonly onClose: () => void }) {
  const [isOn, setOn] = useState(areKeysOn);
  const rows = [...always, ...rooms.map(({ key, label }) => [`G ${key.toUpperCase()}`, label] as const)];
  return (
    <Dialog title="Keys" onClose={onClose}>
      <Table>
        <Table.Tbody>
          {rows.map(([keys, does]) => (
            <Table.Tr key={keys}>
              <Table.Th scope="row">
                <kbd className="fl-key">{keys}</kbd>
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        label="Single keys"
        description="Off for who dictates, or whose keys repeat; Ctrl or ⌘ K stays."
        checked={isOn}
        onChange={({ currentTarget }) => {
          switchKeys(currentTarget.checked);
          setOn(currentTarget.checked);
        }}
      />
    </Dialog>
  );
}
