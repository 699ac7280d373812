import type { MadeApiKey } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { Dialog } from '../../kit/dialog.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Snippet } from '../../kit/copy.tsx';
import { PageSnippet } from './page-snippet.tsx';
import { Snippets } from './snippets.tsx';

interface MadeKeyProps {
  readonly made: MadeApiKey;
  readonly onClose: () => void;
}

/** Shown this once. A press outside does not close it: what is lost is lost. */
export function MadeKey({ made: { name, kind, key, signingSecret }, onClose }: MadeKeyProps) {
  return (
    <Dialog
      title={`The key of ${name}`}
      size="xl"
      isKept
      acts={<Button onClick={onClose}>I have kept it</Button>}
      onClose={onClose}
    >
      <Notice>Copy it now: only its hash is kept, so nobody can show it again.</Notice>
      <Snippet code={key} what="API key" />
      {signingSecret !== null && <Snippet code={signingSecret} what="signing secret" />}
      {kind === 'publishable' ? (
        <>
          <h3>Tell of sign-ups with it</h3>
          <PageSnippet apiKey={key} />
        </>
      ) : (
        <>
          <Notice>It belongs on a server: whoever reads it in a page or an app can act with it.</Notice>
          <h3>Tell of a sale with it</h3>
          <Snippets apiKey={key} />
        </>
      )}
    </Dialog>
  );
}
