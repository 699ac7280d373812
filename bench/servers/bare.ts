// The ceiling of redirects: a Fastify that answers 302 and does nothing else. Prints its address.
import { fastify } from 'fastify';

const app = fastify();
app.get('/r/:slug', (_request, reply) => reply.code(302).header('location', 'https://shop.example.com/').send());
console.log(`Bare listens on ${await app.listen({ port: 0, host: '127.0.0.1' })}`);
