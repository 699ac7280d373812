import { STATUS_CODES } from 'node:http';
import type { FastifyServerOptions } from 'fastify';
import { Problem } from '../contract/errors.ts';
import { problemDocument, problemType } from './problems.ts';

/** What is no HTTP, too long or too slow never becomes a request; it is answered on the bare socket, as a problem like everything else. */
export const answerClientError: NonNullable<FastifyServerOptions['clientErrorHandler']> = (error, socket) => {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = problemOf(error.code);
  const body = JSON.stringify(problemDocument(problem, 'unparsed'));
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: ${problemType}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroy(error);
};

function problemOf(code: string | undefined): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Problem('request_timeout', 'Send the whole request at once.');
  if (code === 'HPE_HEADER_OVERFLOW') return new Problem('headers_too_large', 'Send fewer or shorter headers.');
  return new Problem('invalid_request', 'This is not HTTP as we read it.');
}
