import './copy.css';
import { ActionIcon, Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from './icons.ts';

/** Copies at a press, and says so where a screen reader hears it. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const { copied, copy } = useClipboard();
  return (
    <Button
      variant="default"
      leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      aria-label={copied ? `${what} copied` : `Copy ${what}`}
      onClick={() => copy(text)}
    >
      {copied ? 'Copied' : 'Copy'}
    </Button>
  );
}

/** An id to take along. */
export function CopyableId({ id }: { readonly id: string }) {
  const { copied, copy } = useClipboard();
  return (
    <button
      type="button"
      className="fl-id"
      aria-label={copied ? `${id} copied` : `Copy ${id}`}
      onClick={() => copy(id)}
    >
      <code>{id}</code>
      {copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
    </button>
  );
}

interface SnippetProps {
  /** What is copied, secrets and all. */
  readonly code: string;
  /** What is shown, where a secret is shortened. */
  readonly shown?: string;
  readonly what: string;
}

/** Code to paste. */
export function Snippet({ code, shown = code, what }: SnippetProps) {
  const { copied, copy } = useClipboard();
  return (
    <div className="fl-snippet" data-line={!shown.includes('\n')}>
      <pre tabIndex={0} aria-label={what}>
        <code>{shown}</code>
      </pre>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={copied ? `${what} copied` : `Copy ${what}`}
        onClick={() => copy(code)}
      >
        {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      </ActionIcon>
    </div>
  );
}
