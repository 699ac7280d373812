import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export type Address = Readonly<Record<string, string | undefined>>;

/**
 * What the address holds behind its `?`: filters, range, sort, page. Setting changes the members given and drops those that become
 * undefined; any change but of the page itself leads back to the first page.
 */
export function useAddress(): readonly [Address, (change: Address) => void] {
  const address: Address = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (change: Address) => {
      const { cursor: _cursor, at: _at, ...rest } = address;
      void navigate({ to: '.', search: { ...rest, ...change }, resetScroll: false });
    },
    [address, navigate],
  );
  return [address, change];
}
