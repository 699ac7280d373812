import { Button, Checkbox, Popover, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Column } from './data-list.tsx';
import { IconSelector } from './icons.ts';
import { useAddress } from './use-address.ts';

const usual = <T,>(columns: readonly Column<T>[]): readonly string[] =>
  columns.filter(({ isExtra }) => isExtra !== true).map(({ label }) => label);

/** Those the address names, in the list's own order, else the usual ones; what names the row is always there. */
export function useShownColumns<T>(columns: readonly Column<T>[]): readonly Column<T>[] {
  const chosen = useAddress()[0]['columns'];
  return useMemo(() => {
    const asked = chosen?.split(',') ?? usual(columns);
    return columns.filter(({ label, names }) => names === true || asked.includes(label));
  }, [columns, chosen]);
}

/** Which columns a list shows. It is in the address, so a link and a saved view show the same. */
export function ColumnMenu<T>({ columns }: { readonly columns: readonly Column<T>[] }) {
  const [isOpen, setOpen] = useState(false);
  const [, change] = useAddress();
  const shown = useShownColumns(columns).map(({ label }) => label);
  const choose = (label: string, isOn: boolean): void => {
    const chosen = columns.map((one) => one.label).filter((one) => (one === label ? isOn : shown.includes(one)));
    change({ columns: chosen.join() === usual(columns).join() ? undefined : chosen.join(',') });
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={220} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className="fl-chip fl-columns" aria-haspopup="dialog" onClick={() => setOpen((open) => !open)}>
          <IconSelector size={14} aria-hidden />
          Columns
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={6} aria-label="Columns">
        <ul className="fl-pick">
          {columns
            .filter(({ names }) => names !== true)
            .map(({ label }) => (
              <li key={label}>
                <Checkbox
                  label={label}
                  size="xs"
                  p={6}
                  checked={shown.includes(label)}
                  onChange={({ currentTarget }) => choose(label, currentTarget.checked)}
                />
              </li>
            ))}
        </ul>
        <Button variant="default" size="xs" fullWidth onClick={() => change({ columns: undefined })}>
          The usual ones
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
