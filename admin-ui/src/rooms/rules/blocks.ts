/** A piece of a page written in Markdown, as much of it as the rules use. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly id: string | undefined }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code'; readonly text: string };

/** Reads blocks off a page. What is none of the others is a paragraph. */
export function blocksOf(markdown: string): readonly Block[] {
  const pieces = markdown.split(/^(```[\s\S]*?^```)$/m);
  return pieces.flatMap((piece): readonly Block[] => {
    if (piece.startsWith('```')) return [{ kind: 'code', text: piece.replace(/^```.*\n/, '').replace(/\n```$/, '') }];
    return piece
      .split(/\n{2,}/)
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map(blockOf);
  });
}

function blockOf(text: string): Block {
  const heading = /^(#{1,4}) (?:<a id="([\w-]+)"><\/a>)?(.*)$/.exec(text);
  if (heading !== null) {
    const [, marks = '', id, words = ''] = heading;
    return {
      kind: 'heading',
      level: marks.length,
      text: words,
      id: id ?? words.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    };
  }
  if (text.startsWith('|')) {
    const cells = (line: string): readonly string[] =>
      line
        .replaceAll(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cell.trim());
    return {
      kind: 'table',
      rows: text
        .split('\n')
        .filter((line) => !/^\|[ :|-]+\|$/.test(line))
        .map(cells),
    };
  }
  if (/^(?:-|\d+\.) /.test(text)) {
    return { kind: 'list', items: text.split(/^(?:-|\d+\.) /m).filter((item) => item.trim() !== '') };
  }
  return { kind: 'paragraph', text };
}
