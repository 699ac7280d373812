import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../contract/errors.ts';

/**
 * What to answer where no route matched: 405 naming the methods when only the method is wrong, else 404. The patterns are compiled the
 * first time somebody is lost.
 */
export function createNotFound(app: FastifyInstance): (request: FastifyRequest) => Problem {
  const methodsOf = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ method, url }) => {
    const methods = methodsOf.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    methodsOf.set(url, methods);
  });

  let patterns: readonly { readonly path: RegExp; readonly methods: ReadonlySet<string> }[] | undefined;
  return ({ method, url }) => {
    patterns ??= [...methodsOf].map(([pattern, methods]) => ({ path: toRegExp(pattern), methods }));
    const [path = ''] = url.split('?', 1);
    const methods = new Set(patterns.filter((one) => one.path.test(path)).flatMap((one) => [...one.methods]));
    // A route that takes the method and found nothing to give: a file that is not there.
    if (methods.size === 0 || methods.has(method)) return new Problem('not_found', 'Nothing is at this address.');
    const allow = [...methods].sort().join(', ');
    return new Problem('method_not_allowed', `This address does not take ${method}, only ${allow}.`, { allow });
  };
}

/** `/v1/links/:id` → one segment for each parameter, `*` for the rest. */
function toRegExp(pattern: string): RegExp {
  const source = pattern
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part === '*' ? '.*' : part.replace(/[^\w-]/g, '\\$&')))
    .join('/');
  return new RegExp(`^${source}$`);
}
