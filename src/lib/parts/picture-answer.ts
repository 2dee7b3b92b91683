/** A picture of somebody's own. Kept nowhere on the way: who may see it can change at any time. */
export function pictureAnswer(bytes: Uint8Array): Response {
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': 'image/webp',
			'cache-control': 'private, no-store',
			'content-security-policy': "default-src 'none'"
		}
	});
}
