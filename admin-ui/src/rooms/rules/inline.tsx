import type { ReactNode } from 'react';

const marks = /(`[^`]+`|\*\*[^*]+\*\*|\b_[^_]+_\b|\[[^\]]+\]\([^)\s]+\))/;

/** Code, stress and links within a line. Links lead within the page only; others keep their words. */
export function Inline({ text }: { readonly text: string }): ReactNode {
  return text.split(marks).map((part, at) => <Part key={`${at} ${part}`} part={part} />);
}

function Part({ part }: { readonly part: string }): ReactNode {
  if (part.startsWith('`')) return <code>{part.slice(1, -1)}</code>;
  if (part.startsWith('**')) return <b>{part.slice(2, -2)}</b>;
  if (/^_.*_$/s.test(part)) return <em>{part.slice(1, -1)}</em>;
  const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part);
  if (link === null) return part;
  const [, words = '', to = ''] = link;
  return to.startsWith('#') ? <a href={to}>{words}</a> : words;
}
