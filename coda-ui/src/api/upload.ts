type Upload = {
  method: string;
  headers: Readonly<Record<string, string>>;
  file: Blob;
  onProgress: (share: number) => void;
  signal?: AbortSignal | undefined;
};

/** Sends a file as `fetch` does, and tells how far it is, which `fetch` cannot. */
export function upload(url: string, options: Upload): Promise<Response> {
  const { method, headers, file, onProgress, signal } = options;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) =>
      onProgress(file.size === 0 ? 1 : Math.min(1, loaded / file.size));
    request.onload = () =>
      resolve(
        new Response(request.responseText, {
          status: request.status,
          headers: headersOf(request.getAllResponseHeaders()),
        }),
      );
    request.onerror = () => reject(new TypeError('The connection was lost.'));
    request.onabort = () => reject(new DOMException('The upload was given up.', 'AbortError'));
    request.send(file);
    // A request that was not sent could not be given up.
    if (signal?.aborted) request.abort();
    else signal?.addEventListener('abort', () => request.abort());
  });
}

const headersOf = (lines: string): [string, string][] =>
  lines
    .trim()
    .split(/\r?\n/)
    .filter((line) => line.includes(':'))
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
