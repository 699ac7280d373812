import './new-rows.css';
import { UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';

/** How many rows there are more than when the list was read; a list that was read again begins anew. */
export function useNewRows(readAt: number, count: number | undefined): number {
  const [known, setKnown] = useState<{ readonly readAt: number; readonly count: number } | null>(null);
  useEffect(() => {
    if (count !== undefined && known?.readAt !== readAt) setKnown({ readAt, count });
  }, [readAt, count, known]);
  return known === null || count === undefined ? 0 : Math.max(0, count - known.count);
}

interface NewRowsProps {
  readonly count: number;
  /** "sale", and "sales" where it is more than one. */
  readonly one: string;
  readonly many: string;
  readonly onShow: () => void;
}

/** New rows wait here, so that the list never moves under a hand. */
export const NewRows = ({ count, one, many, onShow }: NewRowsProps) => (
  <div role="status" className="fl-new">
    {count > 0 && (
      <UnstyledButton onClick={onShow}>
        {count} new {count === 1 ? one : many}
      </UnstyledButton>
    )}
  </div>
);
