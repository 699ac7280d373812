import type { FastifyRequest } from 'fastify';

/**
 * What a log line adds to name its request: nothing where the request's own logger does so already. The areas that are called a thousand
 * times a second share the server's.
 */
export const namedRequest = ({ id, log, server }: FastifyRequest): { readonly reqId?: string } =>
  log === server.log ? { reqId: id } : {};
