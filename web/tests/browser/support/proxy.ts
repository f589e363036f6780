/* A proxy between the browser and the server that holds back what the server streams, as some in the field do. Everything
   else passes. */
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What of a stream's answer does not come through: its body alone, or its header, too. */
export type HeldBack = 'body' | 'header';

export class Proxy {
  private constructor(
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async before(server: { readonly url: string }, heldBack: HeldBack): Promise<Proxy> {
    const listener = createServer((asked, answer) => pass(server.url, heldBack, asked, answer));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    return new Proxy(`http://127.0.0.1:${port}`, async () => {
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    });
  }
}

function pass(server: string, heldBack: HeldBack, asked: IncomingMessage, answer: ServerResponse): void {
  const onward = ask(new URL(asked.url!, server), { method: asked.method!, headers: asked.headers }, (came) => {
    const streamed = came.headers['content-type'] === 'text/event-stream';
    if (streamed) came.resume(); // the server sees a reader
    if (streamed && heldBack === 'header') return;
    answer.writeHead(came.statusCode!, came.headers);
    answer.flushHeaders();
    if (!streamed) came.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  answer.on('close', () => onward.destroy());
  asked.pipe(onward);
}
