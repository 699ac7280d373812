import './source.css';
import type { Conversion } from '@fairlead/core/api';
import {
  IconBinaryTree2,
  IconDatabaseImport,
  IconLink,
  IconPencil,
  IconPointer,
  IconServer2,
  IconTicket,
  IconUserCheck,
  IconUserPlus,
  type Icon,
} from './icons.ts';

export type Method = NonNullable<Conversion['attributionMethod']>;

/** How an affiliate was found, as icon and word (F90). */
export const methodWords: Readonly<Record<Method, readonly [Icon, string]>> = {
  coupon: [IconTicket, 'Coupon'],
  link: [IconLink, 'Link'],
  customer_match: [IconUserCheck, 'Customer match'],
  click: [IconPointer, 'Click'],
  lead: [IconUserPlus, 'Lead'],
  sub_affiliate_override: [IconBinaryTree2, 'Override'],
  server: [IconServer2, 'Server'],
  imported: [IconDatabaseImport, 'Imported'],
  manual: [IconPencil, 'Manual'],
};

interface SourceProps {
  readonly method: Method;
  readonly code?: string | null;
  /** Of a lead: only a page told of it. */
  readonly byPage?: boolean;
}

/** "Coupon · SARAH20", "Link · from a page". */
export function Source({ method, code, byPage = false }: SourceProps) {
  const [MethodIcon, word] = methodWords[method];
  return (
    <span className="fl-source">
      <MethodIcon size={14} stroke={1.7} aria-hidden />
      {word}
      {code && (
        <>
          <i aria-hidden>·</i>
          <b>{code}</b>
        </>
      )}
      {byPage && (
        <>
          <i aria-hidden>·</i>
          from a page
        </>
      )}
    </span>
  );
}
