import { Checkbox } from '@mantine/core';
import type { Picking } from './data-list.tsx';

/** The box of one row. */
export const PickOne = ({ id, picked, onPick, nameOf }: Picking & { readonly id: string }) => (
  <td className="fl-pick-cell">
    <Checkbox
      size="xs"
      aria-label={`Pick ${nameOf(id)}`}
      checked={picked.has(id)}
      onChange={({ currentTarget }) =>
        onPick(new Set(currentTarget.checked ? [...picked, id] : [...picked].filter((one) => one !== id)))
      }
    />
  </td>
);

/** The box of all that are shown. */
export const PickAll = ({ ids, picked, onPick }: Picking & { readonly ids: readonly string[] }) => (
  <th scope="col" className="fl-pick-cell">
    <Checkbox
      size="xs"
      aria-label="Pick all shown"
      checked={ids.every((id) => picked.has(id))}
      indeterminate={ids.some((id) => picked.has(id)) && !ids.every((id) => picked.has(id))}
      onChange={({ currentTarget }) => onPick(new Set(currentTarget.checked ? ids : []))}
    />
  </th>
);
