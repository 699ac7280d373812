import './pieces.css';
import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddress } from './use-address.ts';

interface AddressTabsProps {
  readonly label: string;
  /** The first is shown where the address names none. Only the one shown is drawn. */
  readonly tabs: readonly { readonly name: string; readonly word: string; readonly draw: () => ReactNode }[];
}

/** Tabs whose choice is in the address. */
export function AddressTabs({ label, tabs }: AddressTabsProps) {
  const [{ tab }, change] = useAddress();
  const shown = tabs.find(({ name }) => name === tab) ?? tabs[0];
  if (shown === undefined) return null;
  return (
    <Tabs
      value={shown.name}
      onChange={(name) => change({ tab: name === tabs[0]?.name ? undefined : (name ?? undefined), open: undefined })}
      keepMounted={false}
    >
      <div className="fl-tabs-frame">
        <Tabs.List aria-label={label}>
          {tabs.map(({ name, word }) => (
            <Tabs.Tab key={name} value={name}>
              {word}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </div>
      {tabs.map(({ name, draw }) => (
        <Tabs.Panel key={name} value={name} pt="md">
          {name === shown.name && draw()}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
