import { Button } from '@mantine/core';
import { download } from '../api/download.ts';
import type { Query } from '../api/client.ts';
import { useChange } from '../api/use-api.ts';
import { IconDownload } from './icons.ts';
import { ProblemNote } from './problem-note.tsx';

interface CsvButtonProps {
  readonly path: string;
  /** The list's own filter. */
  readonly query: Query;
  /** How many rows it will have, told before. */
  readonly count?: number | undefined;
  /** What the file is called. */
  readonly file: string;
}

/** The filtered list as CSV, all pages of it. */
export function CsvButton({ path, query, count, file }: CsvButtonProps) {
  const fetched = useChange(() => download(path, query, file));
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={15} />}
        loading={fetched.isPending}
        disabled={count === 0}
        onClick={() => fetched.mutate()}
      >
        {count === undefined ? 'Export CSV' : `Export ${count.toLocaleString('en')} as CSV`}
      </Button>
      {fetched.error !== null && <ProblemNote error={fetched.error} />}
    </>
  );
}
