import { Modal, Switch, Table } from '@mantine/core';
import { useEffect, useState } from 'react';
import { rooms } from '../rooms/index.ts';
import { areKeysOn, listenToKeys, switchKeys } from './keys.ts';
import { openPalette } from './open-palette.ts';

const always: readonly (readonly [keys: string, does: string])[] = [
  ['Ctrl or ⌘ K, /', 'Search or go to'],
  ['J K, arrows', 'Move in a list'],
  ['Enter', 'Open'],
  ['F', 'Add a filter'],
  ['Esc', 'Close'],
  ['?', 'These keys'],
];

/** `?` lists the keys, and switches single ones off; `/` searches. */
export function KeysHelp() {
  const [isOpen, setOpen] = useState(false);
  const [isOn, setOn] = useState(areKeysOn);
  useEffect(
    () =>
      listenToKeys(({ key }) => {
        if (key === '?') setOpen(true);
        else if (key === '/') openPalette();
        else return false;
        return true;
      }),
    [],
  );
  const rows = [...always, ...rooms.map(({ key, label }) => [`G ${key.toUpperCase()}`, label] as const)];
  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
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
        mt="md"
        label="Single keys"
        description="Off for who dictates, or whose keys repeat; Ctrl or ⌘ K stays."
        checked={isOn}
        onChange={({ currentTarget }) => {
          switchKeys(currentTarget.checked);
          setOn(currentTarget.checked);
        }}
      />
    </Modal>
  );
}
