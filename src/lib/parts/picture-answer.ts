/**
 * A picture that somebody brought. One of a person's own is kept nowhere on the way: who may see it can
 * change at any time.
 */
export function pictureAnswer(bytes: Uint8Array, kept = 'private, no-store'): Response {
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': 'image/webp',
			'cache-control': kept,
			'content-security-policy': "default-src 'none'"
		}
	});
}
