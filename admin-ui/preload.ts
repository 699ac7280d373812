import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/**
 * Names in the built page what the dashboard is made of, and the font of its first words: all of it is on its way before the first script
 * has asked for it.
 */
export function preload(entry: string): Plugin {
  return {
    name: 'fairlead:preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) =>
        tagsOf(bundle, entry).filter(({ attrs }) => !html.includes(String(attrs?.['href']))),
    },
  };
}

function tagsOf(bundle: Rolldown.OutputBundle, entry: string): HtmlTagDescriptor[] {
  const chunks = chunksOf(bundle, entry);
  const styles = new Set(chunks.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
  const fonts = Object.keys(bundle).filter((file) => /instrument-sans-latin-wght[^/]*\.woff2$/.test(file));
  return [
    ...chunks.map(({ fileName }) => link('modulepreload', fileName)),
    ...[...styles].map((file) => link('stylesheet', file)),
    ...fonts.map((file) => link('preload', file, { as: 'font', type: 'font/woff2' })),
  ];
}

/** The module's chunk, and all that it imports before it runs. */
function chunksOf(bundle: Rolldown.OutputBundle, entry: string): readonly Rolldown.OutputChunk[] {
  const found = new Set<Rolldown.OutputChunk>();
  const take = (file: Rolldown.OutputChunk | Rolldown.OutputAsset | undefined): void => {
    if (file?.type !== 'chunk' || found.has(file)) return;
    found.add(file);
    for (const imported of file.imports) take(bundle[imported]);
  };
  take(Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(entry) === true));
  return [...found];
}

const link = (rel: string, file: string, more: Readonly<Record<string, string>> = {}): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { rel, crossorigin: true, href: `/${file}`, ...more },
  injectTo: 'head',
});
