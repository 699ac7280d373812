import './filter-bar.css';
import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { FilterMenu } from './filter-menu.tsx';
import { type Filter, wordsOf } from './filters.ts';
import { IconX } from './icons.ts';
import { useAddress } from './use-address.ts';

interface FilterBarProps {
  readonly filters: readonly Filter[];
  /** Before the chips: a choice that is always there. */
  readonly before?: ReactNode;
  /** At the far end: views, CSV. */
  readonly after?: ReactNode;
}

/** Filters as sentences: "Status is Approved or Paid". All of them are in the address; F adds one. */
export function FilterBar({ filters, before, after }: FilterBarProps) {
  const [address, change] = useAddress();
  const set = filters.filter(({ name }) => (address[name] ?? '') !== '');
  return (
    <div className="fl-filters">
      {before}
      {set.map((filter) => {
        const words = wordsOf(filter, address[filter.name] ?? '');
        return (
          <UnstyledButton
            key={filter.name}
            className="fl-chip"
            aria-label={`${filter.label} is ${words}. Remove this filter`}
            onClick={() => change({ [filter.name]: undefined })}
          >
            {filter.label} is <b>{words}</b>
            <IconX size={13} aria-hidden />
          </UnstyledButton>
        );
      })}
      {filters.length > 0 && <FilterMenu filters={filters} />}
      {after !== undefined && <div className="fl-filters-after">{after}</div>}
    </div>
  );
}
