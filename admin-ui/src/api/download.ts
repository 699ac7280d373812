import { address, type Query, respond } from './client.ts';

/** Fetches a file as the person signed in, for the organization chosen, and hands it to the browser to keep. */
export async function download(path: string, query: Query, file: string): Promise<void> {
  const response = await respond(address(path, query), { headers: { accept: '*/*' } });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = file;
  link.click();
  // The browser has to have begun with it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
