import type { ServerSettings } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';
import { CopyableId } from '../../kit/copy.tsx';
import { Details } from '../../kit/details.tsx';
import { Loaded } from '../../kit/loaded.tsx';

/** Where links and deliveries come in. Of the server, so it is read here and changed in its own file. */
export function Tracking() {
  const server = useApi<ServerSettings>('/v1/server');
  return (
    <section className="fl-panel" aria-labelledby="tracking">
      <h2 id="tracking">Tracking domain</h2>
      <Loaded query={server} rows={4}>
        {({ publicUrl, cookie, cookieDomain, clickParameter, consentParameter, mail, version }) => (
          <>
            <Details
              label="Tracking"
              items={[
                ['Links begin with', <CopyableId id={`${publicUrl}/r/`} />],
                ['Tracker script', <CopyableId id={`${publicUrl}/t.js`} />],
                ['Cookie', <code className="fl-mono">{cookie}</code>],
                [
                  'Cookie is for',
                  cookieDomain === null ? `${new URL(publicUrl).hostname} alone` : `all hosts of ${cookieDomain}`,
                ],
                [
                  'Click id in the address',
                  clickParameter === '' ? 'not handed on' : <code className="fl-mono">{clickParameter}</code>,
                ],
                ['Consent is told by', <code className="fl-mono">{consentParameter}=1</code>],
                ['Mail', mail ? 'is sent' : 'is not set up: links are written to the log'],
                ['Version', version],
              ]}
            />
            <p className="fl-quiet">
              These are set in <code>fairlead.config.ts</code> and hold from the next start.
            </p>
          </>
        )}
      </Loaded>
    </section>
  );
}
