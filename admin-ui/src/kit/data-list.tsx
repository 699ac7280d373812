import './data-list.css';
import './table.css';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import { PickAll, PickOne } from './picking.tsx';
import { linkTo } from './link-to.ts';
import { useListKeys } from './use-list-keys.ts';

export interface Column<T> {
  readonly label: string;
  readonly cell: (row: T) => ReactNode;
  /** Amounts stand at the end. Headings follow. */
  readonly align?: 'end';
  /** The cell that carries the row's link: what names the row. One column only. */
  readonly names?: boolean;
  /** Shown once it is chosen. */
  readonly isExtra?: boolean;
}

export interface Picking {
  readonly picked: ReadonlySet<string>;
  readonly onPick: (ids: ReadonlySet<string>) => void;
  /** What a row is called, for the name of its box. */
  readonly nameOf: (id: string) => string;
}

interface DataListProps<T> {
  /** What is listed, for screen readers. */
  readonly label: string;
  readonly rows: readonly T[];
  readonly idOf: (row: T) => string;
  readonly columns: readonly Column<T>[];
  /** Where a row leads. */
  readonly open?: (row: T) => string;
  /** Below 860 px a row is drawn by this, in two lines: who and amount; status, source, date. */
  readonly card: (row: T) => ReactNode;
  /** Rows can be picked, for what is done to several at once. Not on a phone. */
  readonly picking?: Picking;
}

export const phoneWidth = '(max-width: 860px)';

/** A table, and on a phone a list of two-line rows. J and K or the arrows move between rows, Enter opens. */
export function DataList<T>(props: DataListProps<T>) {
  const isPhone = useMediaQuery(phoneWidth, undefined, { getInitialValueInEffect: false });
  const list = useListKeys();
  return <div ref={list}>{isPhone ? <Cards {...props} /> : <DataTable {...props} />}</div>;
}

function DataTable<T>({ label, rows, idOf, columns, open, picking }: DataListProps<T>) {
  return (
    <div className="fl-table-frame">
      <table className="fl-table" aria-label={label}>
        <thead>
          <tr>
            {picking !== undefined && <PickAll ids={rows.map(idOf)} {...picking} />}
            {columns.map(({ label, align }) => (
              <th key={label} scope="col" data-align={align}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)} data-opens={open !== undefined}>
              {picking !== undefined && <PickOne id={idOf(row)} {...picking} />}
              <Cells row={row} columns={columns} to={open?.(row)} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellsProps<T> {
  readonly row: T;
  readonly columns: readonly Column<T>[];
  /** Where the row leads. */
  readonly to: string | undefined;
}

/** Drawn again only with another row or other columns: whoever keeps those apart from what changes more often has a list that costs nothing then. */
const Cells = memo(function Cells<T>({ row, columns, to }: CellsProps<T>) {
  return columns.map(({ label, cell, align, names }) => (
    <td key={label} data-align={align}>
      {names === true && to !== undefined ? (
        <Link className="fl-row-link" {...linkTo(to)}>
          {cell(row)}
        </Link>
      ) : (
        cell(row)
      )}
    </td>
  ));
}) as <T>(props: CellsProps<T>) => ReactNode;

function Cards<T>({ label, rows, idOf, open, card }: DataListProps<T>) {
  return (
    <ul className="fl-cards" aria-label={label}>
      {rows.map((row) => (
        <li key={idOf(row)}>
          {open === undefined ? (
            <div className="fl-card">{card(row)}</div>
          ) : (
            <Link className="fl-card fl-row-link" {...linkTo(open(row))}>
              {card(row)}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
