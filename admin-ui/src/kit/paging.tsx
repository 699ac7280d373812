import './paging.css';
import { ActionIcon } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { IconChevronLeft, IconChevronRight } from './icons.ts';
import { useAddress } from './use-address.ts';

interface PagingProps {
  /** Rows on this page. */
  readonly shown: number;
  readonly nextCursor: string | null;
  /** Rows on all pages, where they are counted. */
  readonly total?: number | undefined;
}

/** "51–100 of 118", and to the pages beside. The page is in the address; the way back is the browser's own. */
export function Paging({ shown, nextCursor, total }: PagingProps) {
  const [address, change] = useAddress();
  const { history } = useRouter();
  const before = Number(address['at'] ?? 0);
  const first = (): void => change({ cursor: undefined, at: undefined });
  const newer = (): void => (before > 0 && history.canGoBack() ? history.back() : first());
  const older = (): void => change({ cursor: nextCursor ?? undefined, at: String(before + shown) });
  if (before === 0 && nextCursor === null && total === undefined) return null;
  return (
    <footer className="fl-paging">
      <span>
        {before + 1}–{before + shown}
        {total !== undefined && ` of ${total.toLocaleString('en')}`}
      </span>
      <ActionIcon variant="default" size="lg" aria-label="Newer" disabled={before === 0} onClick={newer}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon variant="default" size="lg" aria-label="Older" disabled={nextCursor === null} onClick={older}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </footer>
  );
}
