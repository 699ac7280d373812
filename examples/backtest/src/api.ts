/** Speaks to one server with one key. */
export interface Api {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body: object): Promise<Answer>;
}

export function openApi(url: string, key: string): Api {
  async function call<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(url + path, { ...init, headers }).catch((cause: unknown) => {
      throw new Error(`Nothing answers at ${url}: is the server running, and is FAIRLEAD its address?`, { cause });
    });
    const answer = (await response.json()) as Answer & { readonly detail?: string };
    // Every error is a problem document whose detail says what to do.
    if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status}: ${answer.detail ?? ''}`);
    return answer;
  }
  return {
    get: (path) => call(path),
    post: (path, body) => call(path, { method: 'POST', body: JSON.stringify(body) }),
  };
}
