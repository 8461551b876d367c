import { area } from './behaviour.ts';
import { errorOf } from './kit.ts';

export const behaviours = area('web bodies', {
  'Headers are combined, sorted and lower-cased': (print) => {
    const headers = new Headers([
      ['X-B', '2'],
      ['x-a', ' 1 '],
      ['X-B', '3'],
    ]);
    print([...headers], headers.get('X-b'), headers.has('x-c'), headers.get('x-c'));
    headers.append('x-c', '4');
    headers.set('x-b', 'only');
    headers.delete('x-a');
    print(Object.fromEntries(headers), [...headers.keys()], [...headers.values()]);
  },

  'Headers refuse what cannot be sent': async (print) => {
    print(await errorOf(() => new Headers({ 'a b': 'c' })));
    print(await errorOf(() => new Headers({ a: 'b\0' })));
    print(await errorOf(() => new Headers([['a']] as unknown as [string, string][])));
    print(await errorOf(() => new Headers('a' as unknown as Headers)));
  },

  'Response has defaults': async (print) => {
    const response = new Response();
    print(response.status, response.ok, response.statusText, response.type, response.url);
    print(response.body, [await response.text()], [...response.headers]);
  },

  'Response takes each kind of body': async (print) => {
    print([...new Response('x').headers], [...new Response(new URLSearchParams()).headers]);
    print([...new Response(new Blob(['x'], { type: 'a/b' })).headers]);
    print([...new Response(new Uint8Array(1)).headers]);
    print(await new Response(new TextEncoder().encode('bytes')).text());
    print(await new Response(7 as unknown as string).text());
  },

  'Response.json, error and redirect': async (print) => {
    const response = Response.json({ a: 1 }, { status: 201, headers: { 'x-a': 'b' } });
    print(response.status, [...response.headers], await response.text());
    print(Response.error().status, Response.error().type);
    const moved = Response.redirect('http://a.test/b', 307);
    print(moved.status, moved.headers.get('location'));
    print(await errorOf(() => Response.redirect('http://a.test/', 200)));
    print(await errorOf(() => Response.json(undefined)));
  },

  'Response refuses what cannot be': async (print) => {
    print(await errorOf(() => new Response('x', { status: 99 })));
    print(await errorOf(() => new Response('x', { status: 204 })));
    print(await errorOf(() => new Response('x', { statusText: 'a\nb' })));
  },

  'Request has defaults and keeps what it is given': async (print) => {
    const request = new Request('http://a.test/b?c#d', { method: 'post', body: '{}' });
    print(request.url, request.method, request.redirect, request.credentials, request.mode);
    print([...request.headers], request.signal.aborted, await request.json());
    const copy = new Request(new Request('http://a.test/'), { headers: { a: 'b' } });
    print(copy.method, [...copy.headers]);
  },

  'Request refuses what cannot be': async (print) => {
    print(await errorOf(() => new Request('/relative')));
    print(await errorOf(() => new Request('http://a.test/', { body: 'x' })));
    print(await errorOf(() => new Request('http://a.test/', { method: 'CONNECT' })));
  },

  'a body can be read once, and a stream that is read is locked': async (print) => {
    const response = new Response('x');
    const reader = response.body?.getReader();
    print(response.bodyUsed, response.body?.locked);
    print(await errorOf(() => response.text()));
    print((await reader?.read())?.done, response.bodyUsed);
    const used = new Response('y');
    await used.text();
    print(used.bodyUsed, await errorOf(() => used.json()));
  },

  'bodies are decoded as UTF-8 without a mark': async (print) => {
    print(await new Response(new Uint8Array([0xef, 0xbb, 0xbf, 0x41])).text());
    print(await new Response(new Uint8Array([0xff, 0x41])).text());
  },

  'FormData keeps order, repeats and files': async (print) => {
    const form = new FormData();
    form.append('a', '1');
    form.append('b', new Blob(['text']), 'name.txt');
    form.append('a', '2');
    print([...form.keys()], form.getAll('a'), form.get('none'), form.has('b'));
    const file = form.get('b') as File;
    print(file.name, file.size, file.type, file instanceof File, await file.text());
    form.set('a', '3');
    form.delete('b');
    print([...form.entries()]);
  },

  'a multipart body is read back as FormData': async (print) => {
    const form = new FormData();
    form.append('text', 'é\n');
    form.append('file', new Blob(['content'], { type: 'text/x' }), 'f');
    const back = await new Response(form).formData();
    const file = back.get('file') as File;
    print([back.get('text')], file.name, file.type, await file.text());
    const encoded = new Response(new URLSearchParams('a=1&b=2'));
    print([...(await encoded.formData())]);
  },

  'Blob is sliced and read': async (print) => {
    const blob = new Blob(['ab', new Uint8Array([99]), new Blob(['d'])], { type: 'Text/Plain' });
    print(blob.size, blob.type, await blob.text(), await blob.slice(1, 3, 'x/y').text());
    print(blob.slice(-1).size, blob.slice(1, 3, 'x/y').type);
    print(new Uint8Array(await blob.arrayBuffer()));
    let streamed = 0;
    for await (const bytes of blob.stream()) streamed += bytes.length;
    print(streamed);
  },

  'clone reads apart, and not after reading': async (print) => {
    const response = new Response('body', { headers: { a: 'b' }, status: 202 });
    const clone = response.clone();
    clone.headers.set('a', 'c');
    print(response.headers.get('a'), clone.status, await clone.text(), await response.text());
    print(await errorOf(() => response.clone()));
  },

  'TextEncoder and TextDecoder': async (print) => {
    print([...new TextEncoder().encode('é€')], new TextDecoder().encoding);
    print(new TextEncoder().encodeInto('héé', new Uint8Array(4)));
    const decoder = new TextDecoder();
    print(decoder.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) === '');
    print(decoder.decode(new Uint8Array([0xac])));
    print(
      await errorOf(() => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from([255]))),
    );
    print(new TextDecoder('utf-16le').decode(new Uint8Array([65, 0])));
    print(await errorOf(() => new TextDecoder('nonsense')));
  },
});
