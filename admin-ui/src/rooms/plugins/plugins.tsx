import '../../kit/pieces.css';
import type { Plugin, PluginList } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';
import { Details } from '../../kit/details.tsx';
import { Empty } from '../../kit/empty.tsx';
import type { Schema } from '../../kit/form/schema.ts';
import { sentence } from '../../kit/form/schema.ts';
import { shownValue } from '../../kit/history-words.ts';
import { IconPuzzle } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';

const kinds: Readonly<Record<Plugin['extensions'][number]['kind'], string>> = {
  adapter: 'Processor',
  'attribution-strategy': 'Evidence for credit',
  'commission-model': 'Way to earn',
  'refund-policy': 'Refund policy',
  'exchange-rates': 'Exchange rates',
};

/** What runs here. Chosen in the configuration when the server starts, so there is nothing to press. */
export default function Plugins() {
  const plugins = useApi<PluginList>('/v1/plugins');
  return (
    <Page
      title="Plugins"
      lead={
        <p>
          Loaded from <code>fairlead.config.ts</code> in this order, with the options in force. Each brings its own page
          of documentation; the routes of all are in the <a href="/docs">API reference</a>.
        </p>
      }
    >
      <Loaded query={plugins} rows={6}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty icon={IconPuzzle} title="No plugin is loaded">
              Name some in <code>fairlead.config.ts</code>, and start the server again.
            </Empty>
          ) : (
            <ul className="fl-grid-cards" aria-label="Plugins">
              {data.map((plugin) => (
                <li key={plugin.name} className="fl-box">
                  <PluginCard plugin={plugin} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}

function PluginCard({ plugin }: { readonly plugin: Plugin }) {
  const { name, version, dependencies, extensions, options, optionsSchema } = plugin;
  const members = (optionsSchema as Schema).properties ?? {};
  const set = Object.entries(options);
  return (
    <section aria-labelledby={`plugin-${name}`}>
      <div className="fl-panel-head">
        <h2 id={`plugin-${name}`}>{name}</h2>
        <span className="fl-quiet">{version}</span>
      </div>
      <Details
        label={`What ${name} provides`}
        items={[
          ...byKind(extensions).map(([kind, titles]) => [kinds[kind], titles.join(', ')] as const),
          ...(dependencies.length === 0 ? [] : [['Needs', dependencies.join(', ')] as const]),
        ]}
      />
      {set.length > 0 && (
        <details>
          <summary>Options</summary>
          <Details
            label={`Options of ${name}`}
            items={set.map(([option, value]) => [
              members[option]?.title ?? sentence(option),
              <>
                <code>{shownValue(value)}</code>
                {members[option]?.description !== undefined && (
                  <p className="fl-quiet">{members[option].description}</p>
                )}
              </>,
            ])}
          />
        </details>
      )}
    </section>
  );
}

type Kind = Plugin['extensions'][number]['kind'];

/** Titles of what it provides, one line a kind. */
function byKind(extensions: Plugin['extensions']): readonly (readonly [Kind, readonly string[]])[] {
  const found = new Map<Kind, string[]>();
  for (const { kind, title } of extensions) found.set(kind, [...(found.get(kind) ?? []), sentence(title)]);
  return [...found];
}
