import type { Enrollment, LinkPage } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { CopyButton } from '../../kit/copy.tsx';
import { IconExternalLink } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';

interface FirstClickProps {
  readonly enrollment: Enrollment;
  readonly isDone: boolean;
}

/** The link, and an ear for the first click. */
export function FirstClick({ enrollment, isDone }: FirstClickProps) {
  const links = useApi<LinkPage>('/v1/links', { enrollmentId: enrollment.id, take: 1 });
  return (
    <Loaded query={links} rows={1}>
      {({ data: [link] }) =>
        link === undefined ? (
          <p className="fl-say">The link was removed; make another one for this affiliate.</p>
        ) : (
          <>
            <p className="fl-say">Open the link in this browser, or in a private window.</p>
            <div className="fl-start-link">
              <code>{link.url}</code>
              <CopyButton text={link.url} what="link" />
              <Button
                component="a"
                href={link.url}
                target="_blank"
                rel="noreferrer"
                rightSection={<IconExternalLink size={15} />}
              >
                Open it
              </Button>
            </div>
            {isDone ? <p role="status">The first click arrived.</p> : <Ear url={link.url} />}
          </>
        )
      }
    </Loaded>
  );
}

/** Counts while it waits; after twenty seconds it says what may be the matter. */
function Ear({ url }: { readonly url: string }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const { origin } = new URL(url);
  return (
    <div className="fl-ear">
      <span className="fl-ear-dot" aria-hidden />
      <div>
        <b role="status">Listening for your first click …</b>
        <small>
          Waiting {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}. It shows up here within two
          seconds.
        </small>
        {seconds >= 20 && (
          <ul>
            {origin !== location.origin && (
              <li>
                Links lead to <code>{origin}</code>, while you are at <code>{location.origin}</code>: that address must
                reach this server too (server.publicUrl in fairlead.config.ts).
              </li>
            )}
            <li>A click counts while the campaign is active and the affiliate approved.</li>
            <li>Robots and previews of messengers are not counted: open the link in a browser.</li>
          </ul>
        )}
      </div>
    </div>
  );
}
