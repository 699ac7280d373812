import { Select } from '@mantine/core';
import { useAddress } from './use-address.ts';

interface SortMenuProps {
  /** Values of `sort` and their words; the first is the usual one. */
  readonly orders: readonly (readonly [sort: string, word: string])[];
}

/** In which order a list stands. In the address, as all of it. */
export function SortMenu({ orders }: SortMenuProps) {
  const [{ sort }, change] = useAddress();
  const usual = orders[0]?.[0] ?? '';
  return (
    <Select
      aria-label="Order"
      size="xs"
      w={150}
      allowDeselect={false}
      data={orders.map(([value, label]) => ({ value, label }))}
      value={sort ?? usual}
      onChange={(value) => change({ sort: value === usual || value === null ? undefined : value })}
    />
  );
}
