/** A refusal or failure of the api, with the sentence it gave. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

interface Problem {
  title?: string;
  detail?: string;
  errors?: Record<string, string[]>;
}

/** Calls the api with one access key. */
export class ApiClient {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  get<T>(path: string, query: Record<string, string | number | undefined> = {}, signal?: AbortSignal): Promise<T> {
    return this.#send<T>('GET', withQuery(path, query), undefined, signal);
  }

  post<T>(path: string, query: Record<string, string>, body: unknown): Promise<T> {
    return this.#send<T>('POST', withQuery(path, query), body);
  }

  async #send<T>(method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const response = await fetch(url, {
      method,
      signal: signal ?? null,
      headers: { 'X-Api-Key': this.#key, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!response.ok) throw new ApiError(response.status, await sentenceOf(response));
    return (await response.json()) as T;
  }
}

function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}

async function sentenceOf(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as Problem;
    const field = Object.entries(problem.errors ?? {})[0];
    if (field) return `${field[0]}: ${field[1].join(' ')}`;
    return problem.detail ?? problem.title ?? `The server answered ${response.status}.`;
  } catch {
    return `The server answered ${response.status}.`;
  }
}
