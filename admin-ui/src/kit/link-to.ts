import { parseSearch } from '../api/search.ts';

/** An address as the router's links take it: `/sales?status=paid` in its two parts. */
export function linkTo(address: string): { readonly to: string; readonly search: Record<string, string> } {
  const [to = '', search = ''] = address.split('?', 2);
  return { to, search: parseSearch(search) };
}
