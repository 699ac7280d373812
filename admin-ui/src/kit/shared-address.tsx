import './pieces.css';
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { CopyButton } from './copy.tsx';
import { Dialog } from './dialog.tsx';
import { LoadingRows } from './loading.tsx';

const QrCode = lazy(() => import('./qr-code.tsx'));

/** An address to hand on: shown, copied at a press, and as a QR code. */
export function SharedAddress({ url, what, qr = true }: { url: string; what: string; qr?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="fl-shared">
      <code>{url}</code>
      <CopyButton text={url} what={what} />
      {qr && (
        <Button variant="default" aria-label={`QR code of ${what}`} onClick={() => setOpen(true)}>
          QR code
        </Button>
      )}
      {isOpen && (
        <Dialog title={`QR code of ${what}`} size="sm" onClose={() => setOpen(false)}>
          <Suspense fallback={<LoadingRows rows={4} />}>
            <QrCode text={url} />
          </Suspense>
        </Dialog>
      )}
    </div>
  );
}
