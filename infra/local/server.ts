import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { NivasError } from '../../shared/error.ts';
import { discovery, type Keys } from './issuer.ts';

/** API Gateway's bound on the request line and all headers. */
const mostHeaderBytes = 10_240;

/** An HTTP server that API Gateway's limits apply to. */
export function makeServer(listener: RequestListener): Server {
  const server = createServer({ maxHeaderSize: mostHeaderBytes }, listener);
  return server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable) return;
    const [status, message] =
      error.code === 'HPE_HEADER_OVERFLOW'
        ? ['431 Request Header Fields Too Large', 'Request Header Fields Too Large']
        : ['400 Bad Request', 'Bad Request'];
    const body = JSON.stringify({ message });
    const headers = `content-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close`;
    socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`);
  });
}

/** Listens on this machine only; gives the origin, `http://127.0.0.1:<port>`. 0 is any free port. */
export async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EADDRINUSE') throw cause;
    throw new NivasError('busy', `port ${port} is in use; stop what listens there, or choose another with PORT=…`, [], {
      cause,
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return `http://127.0.0.1:${address.port}`;
}

/** Stops accepting and ends what is idle; resolves when the last answer has gone out, or is cut off after a second. */
export async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  const cut = setTimeout(() => server.closeAllConnections(), 1000);
  await closed;
  clearTimeout(cut);
}

/** Serves the issuer's two documents, and gives everything else to `api`. */
export function withIssuer(keys: Keys, origin: () => string, api: RequestListener): RequestListener {
  return (request, response) => {
    const documents: Readonly<Record<string, unknown>> = {
      '/.well-known/openid-configuration': discovery(origin()),
      '/.well-known/jwks.json': keys,
    };
    const path = request.url ?? '';
    if (request.method !== 'GET' || !Object.hasOwn(documents, path)) return api(request, response);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(documents[path]));
  };
}
