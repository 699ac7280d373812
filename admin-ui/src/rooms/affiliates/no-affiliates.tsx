import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Empty } from '../../kit/empty.tsx';
import { IconUsers } from '../../kit/icons.ts';
import { useAddress } from '../../kit/use-address.ts';

interface NoAffiliatesProps {
  readonly isFiltered: boolean;
  readonly add: ReactNode;
}

export function NoAffiliates({ isFiltered, add }: NoAffiliatesProps) {
  const [, change] = useAddress();
  const clear = (): void => change({ q: undefined, status: undefined, campaignId: undefined });
  return isFiltered ? (
    <Empty
      icon={IconUsers}
      title="No affiliate matches these filters"
      action={
        <Button variant="default" onClick={clear}>
          Clear filters
        </Button>
      }
    />
  ) : (
    <Empty icon={IconUsers} title="People who promote you will stand here" action={add}>
      Each with a link of their own, what they earn, and the reason for every amount.
    </Empty>
  );
}
