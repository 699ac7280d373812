import { Tabs } from '@mantine/core';
import '../../kit/pieces.css';
import { Snippet } from '../../kit/copy.tsx';
import { snippetsFor } from './snippet-texts.ts';

/** The same request in several languages, with the real address and key, to copy in one press. The key is shown shortened. */
export function Snippets({ apiKey }: { readonly apiKey: string }) {
  const snippets = snippetsFor(location.origin, apiKey);
  const short = apiKey.length > 20 ? `${apiKey.slice(0, 12)}…` : apiKey;
  return (
    <Tabs defaultValue={snippets[0]?.name ?? ''} keepMounted={false}>
      <div className="fl-tabs-frame">
        <Tabs.List aria-label="Language">
          {snippets.map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </div>
      {snippets.map(({ name, code }) => (
        <Tabs.Panel key={name} value={name} pt="sm">
          <Snippet code={code} shown={code.replaceAll(apiKey, short)} what={`${name} example`} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
