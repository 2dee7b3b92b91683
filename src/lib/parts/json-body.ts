/** What was sent, or null when it is no JSON. One that is too large stays refused as that: 413. */
export async function jsonBody(request: Request): Promise<unknown> {
	const text = await request.text();
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
