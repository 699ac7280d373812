import './sums.css';
import type { ReactNode } from 'react';
import { IconInfoCircle } from './icons.ts';

/** What a reader must know of what is below: what a total leaves out. */
export const Notice = ({ children }: { readonly children: ReactNode }) => (
  <p className="fl-notice">
    <IconInfoCircle size={15} aria-hidden />
    <span>{children}</span>
  </p>
);
