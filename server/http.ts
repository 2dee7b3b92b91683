import type { IncomingMessage, ServerOptions } from 'node:http';

/**
 * Whoever sends a header byte by byte is cut off after ten seconds: Node looks for such every half
 * minute only, unless told otherwise.
 */
export const httpOptions = {
	headersTimeout: 10_000,
	connectionsCheckingInterval: 1_000
} as const satisfies ServerOptions;

/** Who a request comes from, with so many proxies of ours in front. What is further left, anybody can write. */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
	const direct = request.socket.remoteAddress ?? '';
	if (trustedProxies === 0) return direct;
	const forwarded = request.headersDistinct['x-forwarded-for']?.join(',').split(',') ?? [];
	return forwarded.at(-trustedProxies)?.trim() ?? direct;
}
