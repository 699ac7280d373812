import { ProcessorRefused } from '@fairlead/core/plugin';
import type { ShopifyApi } from '../api.ts';
import { TooCostly } from '../api/too-costly.ts';
import { child, children, type Node, optionalText } from '../read.ts';

/** A page of a connection. */
export interface Page {
  readonly nodes: readonly Node[];
  readonly after: string | undefined;
}

export function pageOf(from: Node, field: string): Page {
  const connection = child(from, field);
  const info = connection && child(connection, 'pageInfo');
  if (connection === undefined) throw new ProcessorRefused('refused', `What answers is not Shopify: no ${field}.`);
  const after = info?.fields['hasNextPage'] === true ? optionalText(info, 'endCursor') : undefined;
  return { nodes: children(connection, 'nodes'), after };
}

/**
 * A list of a shop page by page. A question that would cost more than is allowed at once is asked for half as many, down to one.
 */
export async function* pages(
  api: ShopifyApi,
  query: string,
  field: string,
  search: string,
  size: number,
): AsyncGenerator<readonly Node[]> {
  let [first, after]: [number, string | undefined] = [size, undefined];
  do {
    try {
      const page = pageOf(await api.ask(query, { first, after: after ?? null, query: search }), field);
      yield page.nodes;
      if (page.after === undefined) return;
      after = page.after;
    } catch (error) {
      if (!(error instanceof TooCostly) || first === 1) throw error;
      first = Math.ceil(first / 2);
    }
  } while (true);
}

/** The nodes of a connection within an object, the pages after its first fetched. */
export async function allOf(
  api: ShopifyApi,
  object: Node,
  field: string,
  rest: { readonly query: string; readonly field: string },
): Promise<readonly Node[]> {
  let page = pageOf(object, field);
  const nodes = [...page.nodes];
  while (page.after !== undefined) {
    const data: Node = await api.ask(rest.query, { id: optionalText(object, 'id'), after: page.after });
    const owner = child(data, rest.field);
    if (owner === undefined) break;
    page = pageOf(owner, field);
    nodes.push(...page.nodes);
  }
  return nodes;
}
